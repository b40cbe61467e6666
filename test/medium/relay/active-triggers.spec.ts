import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkflowCall } from '@perennial/contracts';
import { Automation, AutomationVersion, Contact, School } from '@perennial/db';
import { Graph } from '@perennial/domain/automation';
import type { Relay } from '@perennial/relay';
import { line, publish } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';
import { Statements } from '../../support/statements.js';
import { until } from '../../support/until.js';

let db: TestDatabase;
let school: string;
let contactId: string;
let relay: Relay;
const made: WorkflowCall[] = [];
const at = new Date('2027-01-17T10:00:00Z');
const statements = new Statements('perennial');

beforeAll(async () => {
  db = await openDatabase('triggers');
});
beforeEach(async () => {
  await db.asOwner('delete from outbox');
  school = await db.school(`kiln${Math.random().toString(36).slice(2)}`);
  contactId = await inSchool(
    async () => (await db.tenancy.repo(Contact).insert({ email: 'ana@example.com' })).identifiers[0]?.id,
  );
  // One relay for a whole spec: it remembers the triggers.
  relay = relayOver(db.relay, { make: async (call) => void made.push(call) });
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });
const graphOn = (name: string | null, filters: object = name === null ? { match: 'all', tests: [] } : named(name)) =>
  line(
    { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters } },
    { id: 'tag', kind: 'addTag', config: { tag: 'in' } },
  );
const record = (name: string) =>
  db.events.record({ type: 'custom.event', contactId, occurredAt: at, data: { name, properties: {} } });
const happens = (name: string) => inSchool(() => record(name));
/** Automations that were entered, in order. */
const names = async () => {
  const rows = await inSchool(() =>
    db.tenancy.rows<{ name: string }>(
      'select a.name from automation_run r join automation a on a.id = r.automation_id order by r.id',
    ),
  );
  return rows.map(({ name }) => name);
};
const entered = async () => {
  await drain(relay);
  return names();
};
const explained = () =>
  inSchool(() =>
    db.tenancy.rows<{ name: string; reason: string }>(
      'select a.name, n.reason from non_entry n join automation a on a.id = n.automation_id order by a.name, n.id',
    ),
  );
/** The statements that record and deliver an event. */
const statementsFor = async (name: string) => {
  statements.forget();
  await happens(name);
  await drain(relay);
  return [...statements.all];
};
const change = (name: string, fields: Partial<Automation>) =>
  inSchool(() => db.tenancy.repo(Automation).update({ name }, fields));

describe('an event', () => {
  it('that is recorded after a publish, a pause or a new version always meets it, whatever the relay remembers', async () => {
    await happens('order');
    expect(await entered()).toEqual([]);
    const first = await inSchool(() => publish(db, graphOn('order'), 'First'));
    await happens('order');
    expect(await entered()).toEqual(['First']);
    await change('First', { state: 'paused' });
    await happens('order');
    expect(await entered()).toEqual(['First']);
    await inSchool(async () => {
      const graph = Graph.parse({ schemaVersion: 1, ...graphOn('refund') });
      const version = await db.tenancy
        .repo(AutomationVersion)
        .insert({ automationId: first, number: 2, graph, triggerTypes: ['custom.event'] });
      await db.tenancy
        .repo(Automation)
        .update({ id: first }, { state: 'active', publishedVersionId: version.identifiers[0]?.id });
    });
    await happens('order');
    await happens('refund');
    expect(await entered()).toEqual(['First', 'First']);
  });

  it('in the transaction of a publish meets it; one in a transaction that is rolled back changes nothing', async () => {
    await happens('order');
    await entered();
    await inSchool(async () => {
      await publish(db, graphOn('order'), 'Together');
      await record('order');
    });
    expect(await entered()).toEqual(['Together']);
    const rolledBack = inSchool(async () => {
      await db.tenancy.repo(Automation).update({ name: 'Together' }, { state: 'paused' });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await happens('order');
    expect(await entered()).toEqual(['Together', 'Together']);
  });

  it('meets a publish that committed before it, also while a relay decides all the time', async () => {
    let deciding = true;
    const running = (async () => {
      while (deciding) await relay.once();
    })();
    for (let i = 0; i < 25; i++) {
      await inSchool(() => publish(db, graphOn(`name${i}`), `Automation ${i}`));
      await happens(`name${i}`);
      if (i % 5 !== 4) continue;
      await until(async () => (await names()).includes(`Automation ${i}`));
      await change(`Automation ${i}`, { state: 'paused' });
      await happens(`name${i}`);
    }
    deciding = false;
    await running;
    expect(await entered()).toEqual(Array.from({ length: 25 }, (_, i) => `Automation ${i}`));
  });

  it('makes the relay read the time zone of the school again after it changed, and after no other setting', async () => {
    const zonesRead = async () => (await statementsFor('order')).filter((text) => text.includes('s.time_zone')).length;
    expect([await zonesRead(), await zonesRead()]).toEqual([1, 0]);
    await inSchool(() => db.tenancy.repo(School).update({ id: school }, { timeZone: 'Asia/Tokyo' }));
    expect([await zonesRead(), await zonesRead()]).toEqual([1, 0]);
    await inSchool(() => db.tenancy.repo(School).update({ id: school }, { supportEmail: 'new@kiln.example' }));
    expect(await zonesRead()).toBe(0);
  });

  it('enters nothing of another school', async () => {
    const own = school;
    school = await db.school(`bread${Math.random().toString(36).slice(2)}`);
    await inSchool(() => publish(db, graphOn(null), 'Stranger'));
    school = own;
    await happens('order');
    expect(await entered()).toEqual([]);
  });
});

describe('an event of a program', () => {
  it('is compared with triggers on its name, and with those that do not ask for one', async () => {
    await inSchool(async () => {
      await publish(db, graphOn('Order '), 'Same name');
      await publish(db, graphOn('refund'), 'Other name');
      await publish(db, graphOn(null), 'Any name');
      await publish(
        db,
        graphOn(null, {
          match: 'any',
          tests: [...named('x').tests, { field: 'event.name', operator: 'startsWith', value: 'or' }],
        }),
        'Either',
      );
      await publish(
        db,
        graphOn(null, { match: 'all', tests: [{ field: 'event.name', operator: 'isOneOf', value: ['a', 'ORDER'] }] }),
        'One of',
      );
      await publish(
        db,
        graphOn(null, {
          match: 'all',
          tests: [...named('order').tests, { field: 'contact.tags', operator: 'includes', value: 'vip' }],
        }),
        'Tagged',
      );
    });
    await happens('order');
    expect(await entered()).toEqual(['Same name', 'Any name', 'Either', 'One of']);
    // A reason is kept where the name matched, and not for every automation on another name.
    expect(await explained()).toEqual([{ name: 'Tagged', reason: 'filters' }]);
  });

  it('costs no statement and no row more with a hundred automations on other names', async () => {
    await inSchool(() => publish(db, graphOn('order'), 'Order'));
    // The first event after a publish reads the triggers.
    await statementsFor('order');
    const alone = await statementsFor('order');
    await inSchool(async () => {
      for (let i = 0; i < 100; i++) await publish(db, graphOn(`other${i}`), `Other ${i}`);
    });
    await statementsFor('order');
    expect(await statementsFor('order')).toEqual(alone);
    expect(await entered()).toEqual(Array.from({ length: 4 }, () => 'Order'));
    expect(await explained()).toEqual([]);
  });
});
