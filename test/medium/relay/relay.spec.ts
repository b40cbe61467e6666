import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { start, type WorkflowCall } from '@perennial/contracts';
import { Contact } from '@perennial/db';
import { currentRequest, onAccountOf } from '@perennial/logging';
import { line, publish, someTag } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain as deliver, relayOver } from '../../support/relay.js';

let db: TestDatabase;
let school: string;
const at = new Date('2027-01-17T10:00:00Z');
const made: WorkflowCall[] = [];
const requests: (string | null)[] = [];
let broken = false;

beforeAll(async () => {
  db = await openDatabase('relay');
  school = await db.school('kiln');
  await db.tenancy.withSchool(school, () =>
    publish(
      db,
      line(
        {
          id: 'start',
          kind: 'trigger',
          config: {
            eventType: 'tag.added',
            filters: { match: 'all', tests: [{ field: 'event.tag', operator: 'is', value: 'vip' }] },
          },
        },
        { id: 'tag', kind: 'addTag', config: { tag: 'welcomed' } },
      ),
    ),
  );
});
beforeEach(async () => {
  broken = false;
  made.length = 0;
  requests.length = 0;
  await db.asOwner('delete from outbox');
});
afterAll(() => db.close());

const newRelay = () =>
  relayOver(db.relay, {
    make: async (call) => {
      if (broken) throw new Error('Temporal is away');
      made.push(call);
      requests.push(currentRequest());
    },
  });
const drain = (relay = newRelay()) => deliver(relay);
/** Input of a dispatch: its event, and whose it is. */
const dispatched = (call: WorkflowCall) => (call.operation === 'start' && call.workflow === 'dispatch' ? call.input : null);
/** Runs in the order in which their dispatches were started. */
const dispatchedRuns = () => made.flatMap((call) => dispatched(call)?.runIds ?? []);
const contact = (email: string) =>
  db.tenancy.withSchool(school, async () => (await db.tenancy.repo(Contact).insert({ email })).identifiers[0]?.id as string);
const tagged = (contactId: string, tag: string) =>
  db.tenancy.withSchool(school, () =>
    db.events.record({ type: 'tag.added', contactId, occurredAt: at, data: { tagId: someTag, tag } }),
  );
const runs = (contactId: string) =>
  db.asOwner<{ entry_key: string }>('select entry_key from automation_run where contact_id = $1', [contactId]);

describe('an event that enters an automation', () => {
  it('makes one run and one dispatch, and leaves the outbox empty', async () => {
    const ana = await contact('ana@example.com');
    const event = await tagged(ana, 'vip');
    await drain();
    expect(made).toEqual([
      start('dispatch', {
        ...{ schoolId: school, eventId: event ?? '', contactId: ana },
        ...{ runIds: [expect.any(String)] as never, automationId: expect.any(String) as never },
      }),
    ]);
    expect(await runs(ana)).toEqual([{ entry_key: `event:${event}` }]);
    expect(await db.asOwner('select * from outbox')).toEqual([]);
  });

  it('is delivered for the request that it comes from', async () => {
    const [dora, emil] = [await contact('dora@example.com'), await contact('emil@example.com')];
    await onAccountOf('click-12345', () => tagged(dora, 'vip'));
    await drain();
    expect(requests).toEqual(['click-12345']);
    // Events of several requests, in one batch: their dispatch works for none of them.
    await onAccountOf('click-67890', () => tagged(dora, 'vip'));
    await tagged(emil, 'vip');
    await drain();
    expect(requests).toEqual(['click-12345', null]);
  });

  it('keeps its run and its calls when Temporal is away, and makes them later', async () => {
    const ben = await contact('ben@example.com');
    await tagged(ben, 'vip');
    broken = true;
    await newRelay().once();
    expect(await newRelay().once()).toEqual({ moved: 0, stuck: true });
    expect(await runs(ben)).toHaveLength(1);
    broken = false;
    await drain();
    expect(made).toHaveLength(1);
    expect(await runs(ben)).toHaveLength(1);
  });

  it('is carried by one relay when several run', async () => {
    const cleo = await contact('cleo@example.com');
    for (let i = 0; i < 20; i++) await tagged(cleo, i % 2 ? 'vip' : 'other');
    await Promise.all(Array.from({ length: 4 }, () => drain()));
    await drain();
    expect(new Set(dispatchedRuns()).size).toBe(10);
    expect(dispatchedRuns()).toHaveLength(10);
    expect(await runs(cleo)).toHaveLength(10);
  });
});

describe('a mail outside automations', () => {
  it('is asked of Temporal by ids alone', async () => {
    const fay = await contact('fay@example.com');
    await db.tenancy.withSchool(school, async () => {
      const test = { templateId: fay, to: 'jo@kiln.example', eventType: 'tag.added' };
      await db.events.record({ type: 'mail.test_requested', contactId: null, occurredAt: at, data: test });
      await db.events.record({ type: 'sign_in.link_requested', contactId: fay, occurredAt: at, data: { purpose: 'sign_in' } });
    });
    await drain();
    const call = { operation: 'start', workflow: 'systemMail' };
    const input = { schoolId: school, eventId: expect.any(String) };
    expect(made).toHaveLength(2);
    expect(made).toContainEqual({ ...call, input: { ...input, contactId: null, eventType: 'mail.test_requested' } });
    expect(made).toContainEqual({ ...call, input: { ...input, contactId: fay, eventType: 'sign_in.link_requested' } });
    expect(JSON.stringify(made)).not.toContain('@');
  });
});

describe('an event that cannot be carried', () => {
  it('blocks its own lane and no other', async () => {
    const laneOf = async (id: string) => (await db.asOwner<{ lane: number }>('select hashtext($1) & 63 as lane', [id]))[0]?.lane;
    const held = await contact('held@example.com');
    let free = held;
    for (let i = 0; (await laneOf(free)) === (await laneOf(held)); i++) free = await contact(`free${i}@example.com`);
    const asks = (contactId: string) =>
      db.tenancy.withSchool(school, () =>
        db.events.record({ type: 'sign_in.link_requested', contactId, occurredAt: at, data: { purpose: 'sign_in' } }),
      );
    const asked = (call: WorkflowCall) =>
      call.operation === 'start' && call.workflow === 'systemMail' ? call.input.contactId : null;
    await asks(held);
    await tagged(held, 'vip');
    await asks(free);
    const picky = relayOver(db.relay, {
      make: async (call) => {
        if (asked(call) === held) throw new Error('refused');
        made.push(call);
      },
    });
    for (let i = 0; i < 4; i++) await picky.once();
    expect(made.map(asked)).toEqual([free]);
    expect(await db.asOwner('select 1 from outbox')).toHaveLength(2);
  });
});

describe('an event that does not enter', () => {
  it('leaves the value that decided', async () => {
    const dan = await contact('dan@example.com');
    await tagged(dan, 'plain');
    await drain();
    expect(made).toEqual([]);
    const [why] = await db.asOwner<{ reason: string; evidence: { evidence: { actual: string; expected: string }[] }[] }>(
      'select reason, evidence from non_entry where contact_id = $1',
      [dan],
    );
    expect(why?.reason).toBe('filters');
    expect(why?.evidence[0]?.evidence[0]).toMatchObject({ actual: 'plain', expected: 'vip' });
  });
});

describe('the order of one person’s events', () => {
  it('holds with several relays and racing writers', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, (_, i) => contact(`order${i}@example.com`)));
    const expected = new Map<string, (string | null)[]>();
    const write = async (id: string) => {
      const ids = [];
      for (let i = 0; i < 8; i++) ids.push(await tagged(id, 'vip'));
      expected.set(id, ids);
    };
    const relays = [newRelay(), newRelay(), newRelay()];
    let writing = true;
    const carrying = relays.map(async (relay) => {
      while ((await relay.once()).moved > 0 || writing);
    });
    await Promise.all(people.map(write));
    writing = false;
    await Promise.all(carrying);
    await drain();
    for (const id of people) {
      const own = await db.asOwner<{ id: string; event_id: string }>(
        'select id, event_id from automation_run where contact_id = $1',
        [id],
      );
      const events = new Map(own.map((run) => [run.id, run.event_id]));
      expect(dispatchedRuns().flatMap((runId) => events.get(runId) ?? [])).toEqual(expected.get(id));
    }
  });
});

describe('an automation that feeds itself', () => {
  it('parks one journey for staff to look at, and lets the same person in no more', async () => {
    const eve = await contact('eve@example.com');
    for (let i = 0; i < 15; i++) await tagged(eve, 'vip');
    await drain();
    expect(await runs(eve)).toHaveLength(11);
    const parked = await db.asOwner(
      `select problem, last_result->>'code' as code, cursor->>'nodeId' as node, revision from automation_run where contact_id = $1 and state = 'parked'`,
      [eve],
    );
    expect(parked).toEqual([
      { problem: expect.stringContaining('round in circles'), code: 'entry_loop', node: 'start', revision: 0 },
    ]);
    expect(dispatchedRuns()).toHaveLength(11);
    expect(await db.asOwner(`select 1 from non_entry where contact_id = $1 and reason = 'too_often'`, [eve])).toHaveLength(4);
  });
});
