import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowCall } from '@perennial/contracts';
import { Contact, createDataSource, Product } from '@perennial/db';
import type { Relay } from '@perennial/relay';
import { line, publish, someTag } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';

const at = new Date('2027-01-17T10:00:00Z');
/** Short, so that the claims of a killed relay expire within the spec. */
// Long enough for a busy machine: a relay that is put to sleep must not lose its claim by itself.
const lease = 1_000;

let db: TestDatabase;
let school: string;

beforeAll(async () => {
  db = await openDatabase('claims');
  school = await db.school('kiln');
  await inSchool(() =>
    publish(
      db,
      line(
        { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } },
        { id: 'tag', kind: 'addTag', config: { tag: 'in' } },
      ),
    ),
  );
});
afterEach(() => db.asOwner('delete from outbox'));
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const contact = async (email: string): Promise<string> =>
  (await inSchool(() => db.tenancy.repo(Contact).insert({ email }))).identifiers[0]?.id;
const tagged = async (contactId: string): Promise<string> =>
  (await inSchool(() =>
    db.events.record({ type: 'tag.added', contactId, occurredAt: at, data: { tagId: someTag, tag: 'vip' } }),
  )) ?? '';
const left = () => db.asOwner('select 1 from outbox');

/** A relay as a process of its own: with its own connections, which end when it is killed. */
async function process(make: (call: WorkflowCall) => Promise<void>) {
  const database = createDataSource({ url: db.url, poolSize: 2, role: 'relay', name: `relay-${Math.random()}` });
  await database.initialize();
  let killed = false;
  const relay = relayOver(database, {
    lease,
    make: async (call) => {
      // A killed process makes no more calls, and nothing of what it was doing continues.
      if (killed) return new Promise<never>(() => {});
      await make(call);
      if (killed) return new Promise<never>(() => {});
    },
  });
  return {
    relay,
    async kill() {
      killed = true;
      await database.destroy();
    },
  };
}

describe('calls to Temporal', () => {
  it('are made with no transaction open and no lane locked', async () => {
    await tagged(await contact('ana@example.com'));
    const seen: object[] = [];
    const relay = relayOver(db.relay, {
      make: async () => {
        const open = await db.asOwner(
          `select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
        );
        // Fails immediately if a relay locks one of them.
        const lanes = await db.asOwner('select id from lane order by id for update nowait');
        const claimed = await db.asOwner('select 1 from lane where claimed_until > clock_timestamp()');
        seen.push({ open: open.length, lanes: lanes.length, claimed: claimed.length });
      },
    });
    await drain(relay);
    expect(seen).toEqual([{ open: 0, lanes: 64, claimed: 1 }]);
    expect(await db.asOwner('select 1 from lane where claimed_by is not null')).toEqual([]);
  });

  it('that take longer than a claim lasts keep it: no second relay makes them', async () => {
    await tagged(await contact('slow@example.com'));
    let calls = 0;
    const make = async () => {
      calls += 1;
      await sleep(lease * 4);
    };
    const slow = relayOver(db.relay, { lease, make }).once();
    await sleep(lease * 2);
    expect(await relayOver(db.relay, { lease, make }).once()).toEqual({ moved: 0, stuck: false });
    await slow;
    expect(calls).toBe(1);
    expect(await left()).toEqual([]);
  });
});

describe('a relay that is killed between a call and its completion', () => {
  it('loses its claim: another relay makes the call again, once it has expired', async () => {
    const ben = await contact('ben@example.com');
    const event = await tagged(ben);
    const made: string[] = [];
    const victim = await process(async () => {
      made.push('victim');
      await victim.kill();
    });
    void victim.relay.once().catch(() => {});
    while (made.length === 0) await sleep(5);
    const heir = await process(async (call) => void made.push(`heir ${call.operation === 'start' && call.input.schoolId}`));
    expect(await heir.relay.once()).toEqual({ moved: 0, stuck: false });
    await sleep(lease * 1.5);
    await drain(heir.relay);
    expect(made).toEqual(['victim', `heir ${school}`]);
    expect(await db.asOwner('select 1 from automation_run where event_id = $1', [event])).toHaveLength(1);
    expect(await left()).toEqual([]);
    await heir.kill();
  });
});

describe('the order of one person’s events', () => {
  it('holds with two relays of which one is killed again and again', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, (_, i) => contact(`order${i}@example.com`)));
    const expected = new Map(people.map((id) => [id, [] as string[]]));
    const seen: string[] = [];
    const make = async (call: WorkflowCall) => {
      if (call.operation !== 'start' || call.workflow !== 'dispatch') return;
      seen.push(...call.input.runIds);
      await sleep(2);
    };
    let writing = true;
    const writers = people.map(async (id) => {
      for (let i = 0; i < 9; i++) {
        expected.get(id)?.push(await tagged(id));
        await sleep(30);
      }
    });
    const runs = async (relay: Relay) => {
      while (writing || (await left()).length > 0) {
        if ((await relay.once()).moved === 0) await sleep(5);
      }
    };
    const steady = await process(make);
    const carrying = runs(steady.relay);
    let kills = 0;
    const killing = (async () => {
      while (writing) {
        const victim = await process(make);
        void runs(victim.relay).catch(() => {});
        await sleep(40 + 25 * (kills % 4));
        await victim.kill();
        kills += 1;
      }
    })();
    await Promise.all(writers);
    writing = false;
    await killing;
    await carrying;
    expect(kills).toBeGreaterThan(2);
    // A call may be repeated; its first time is what a workflow sees.
    for (const id of people) {
      const runs = await db.asOwner<{ id: string; event_id: string }>(
        'select id, event_id from automation_run where contact_id = $1',
        [id],
      );
      const events = new Map(runs.map((run) => [run.id, run.event_id]));
      expect([...new Set(seen)].flatMap((runId) => events.get(runId) ?? [])).toEqual(expected.get(id));
    }
    expect(await left()).toEqual([]);
    await steady.kill();
  }, 60_000);
});

describe('an event that concerns many', () => {
  it('is delivered in batches of a hundred, each person once, while others of its lane get their turn', async () => {
    const courseId = await inSchool(async () => {
      const course = await db.tenancy
        .repo(Product)
        .insert({ kind: 'course', title: 'Wheel', slug: 'wheel', status: 'published' });
      return String(course.identifiers[0]?.id);
    });
    await inSchool(() =>
      db.tenancy.em.query(
        `with people as (insert into contact (email) select 'many' || n || '@example.com' from generate_series(1, 250) n returning id),
              waiting as (insert into enrolment (contact_id, course_id, enrolled_at) select id, $1, now() from people returning id, contact_id)
         insert into wait (owner_kind, owner_id, contact_id, reason, due_at) select 'enrolment', id, contact_id, 'A lesson opens', now() from waiting`,
        [courseId],
      ),
    );
    const batches: number[] = [];
    let open = 0;
    let most = 0;
    const started: string[] = [];
    const relay = relayOver(db.relay, {
      make: async (call) => {
        if (call.operation !== 'start' || call.workflow !== 'enrolment') return;
        started.push(call.input.enrolmentId);
        open += 1;
        most = Math.max(most, open);
        await sleep(1);
        open -= 1;
      },
    });
    await inSchool(() =>
      db.events.record({
        type: 'school.time_zone_changed',
        contactId: null,
        occurredAt: at,
        data: { timeZone: 'Asia/Tokyo' },
      }),
    );
    for (let before = 0; (await relay.once()).moved > 0; before = started.length) batches.push(started.length - before);
    expect(batches).toEqual([100, 100, 50]);
    expect(new Set(started).size).toBe(250);
    expect(started).toHaveLength(250);
    expect(most).toBeLessThanOrEqual(20);
    expect(await db.asOwner(`select 1 from wake where owner_kind = 'enrolment'`)).toHaveLength(250);
    expect(await left()).toEqual([]);
  });
});

describe('calls that an earlier release has stored', () => {
  it('are made after an upgrade', async () => {
    const cleo = await contact('cleo@example.com');
    const membershipId = cleo;
    await tagged(cleo);
    const earlier = [
      { kind: 'wakeMembership', input: { schoolId: school, membershipId, contactId: cleo, clockId: null } },
      { kind: 'wakeRun', runId: cleo },
    ];
    await db.asOwner('update outbox set calls = $1', [JSON.stringify(earlier)]);
    const made: WorkflowCall[] = [];
    await drain(relayOver(db.relay, { make: async (call) => void made.push(call) }));
    expect(made).toEqual([
      { operation: 'start', workflow: 'membership', input: earlier[0]?.input },
      { operation: 'signal', workflow: 'automationRun', key: cleo, signal: 'wake' },
    ]);
    expect(await left()).toEqual([]);
  });
});
