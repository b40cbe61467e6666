import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let automation: string;
let version: string;
let people = 0;

const goal = { eventType: 'membership.purchased', filters: { match: 'all', tests: [] } };
const graph = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'custom.event' } },
    { id: 'end', kind: 'exit', config: {} },
  ],
  edges: [{ source: 'start', port: 'next', target: 'end' }],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal,
};

const rows = <R = { id: string }>(sql: string, parameters: readonly unknown[] = []) =>
  fixture.rows<R>(fixture.kiln, sql, parameters);
const idOf = async (sql: string, parameters: readonly unknown[] = []): Promise<string> =>
  (await rows(sql, parameters))[0]?.id ?? '';

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  automation = await idOf(`insert into automation (name, state, draft) values ('Results', 'active', $1) returning id`, [graph]);
  version = await idOf(
    `insert into automation_version (automation_id, number, graph, trigger_types) values ($1, 1, $2, '{custom.event}') returning id`,
    [automation, graph],
  );
  await rows('update automation set published_version_id = $2 where id = $1 returning id', [automation, version]);
});
afterAll(() => fixture.close());

interface Entered {
  readonly state?: string;
  readonly cursor?: object;
  readonly daysAgo?: number;
  readonly onClock?: boolean;
}

/** A person who entered some days ago. */
async function entered({ state = 'waiting', cursor = {}, daysAgo = 0, onClock = false }: Entered = {}) {
  const clock = onClock ? await idOf(`insert into clock (name, now) values ('c', now()) returning id`) : null;
  const contact = await idOf('insert into contact (email, clock_id) values ($1, $2) returning id', [
    `person${people++}@results.example`,
    clock,
  ]);
  const event = await recorded(contact, 'custom.event', { name: 'x', properties: {} }, daysAgo);
  const run = await idOf(
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, state, started_at)
     values ($1, $2, $3, $4, gen_random_uuid()::text, $5, $6, now() - make_interval(days => $7)) returning id`,
    [automation, version, contact, event, { nodeId: 'end', visit: 2, phase: 'ended', ...cursor }, state, daysAgo],
  );
  return { contact, run };
}

/** An event of a person, some days ago. */
const recorded = (contact: string, type: string, data: object, daysAgo = 0): Promise<string> =>
  idOf(
    `insert into event (id, type, contact_id, occurred_at, data, depth)
     values (uuidv7(), $2, $1, now() - make_interval(days => $4), $3, 0) returning id`,
    [contact, type, data, daysAgo],
  );

const sent = (run: string, contact: string, template: string, state = 'sent', category = 'marketing') =>
  rows(
    `insert into email_message (contact_id, recipient, effect_key, message_id, template_id, run_id, subject, category, state, occurred_at)
     values ($2, 'x', $1::uuid || ':mail:2', gen_random_uuid()::text, $3, $1::uuid, 'Hello', $5, $4, now() - interval '1 hour') returning id`,
    [run, contact, template, state, category],
  );

const results = async (days = '30') => (await owner.get(`/api/admin/automations/${automation}/results?days=${days}`)).body;

describe('the results of an automation', () => {
  it('are empty before anybody enters, with every day of the period', async () => {
    const none = await results('7');
    expect(none).toMatchObject({ entered: 0, goal: { reached: 0, revenue: { amount: 0, currency: 'eur' } }, emails: [] });
    expect(none.days).toHaveLength(7);
  });

  it('count who entered within the period, what became of them, and nobody on a test clock', async () => {
    await entered();
    await entered({ state: 'parked' });
    await entered({ state: 'completed', daysAgo: 2 });
    await entered({ state: 'exited', daysAgo: 2 });
    await entered({ daysAgo: 40 });
    await entered({ onClock: true });
    const found = await results();
    expect(found).toMatchObject({ entered: 4, inProgress: 1, needAttention: 1, completed: 1, exited: 1 });
    expect(found.days.map(({ entered: count }: { entered: number }) => count).slice(-3)).toEqual([2, 0, 2]);
    expect((await results('90')).entered).toBe(5);
  });

  it('count who reached the goal, whether their journey ended with it or continued, and what they paid within 30 days', async () => {
    const before = await results('90');
    const ended = await entered({ state: 'completed', cursor: { ending: 'goal' }, daysAgo: 50 });
    const continued = await entered({ cursor: { goalReached: true, phase: 'waiting' } });
    const other = await entered({ state: 'completed', cursor: { ending: 'completed' } });
    const pays = (contact: string, amount: number, daysAgo: number, currency = 'eur') =>
      recorded(contact, 'payment.succeeded', { amount, currency }, daysAgo);
    await pays(ended.contact, 2900, 49);
    await pays(ended.contact, 1000, 25);
    await pays(ended.contact, 500, 10);
    await pays(ended.contact, 700, 49, 'usd');
    await pays(continued.contact, 40, 0);
    await pays(other.contact, 9000, 0);
    // A second journey of the same person counts the payment once.
    await rows(
      `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, state, started_at)
       select automation_id, version_id, contact_id, event_id, 'again', cursor, state, started_at from automation_run where id = $1 returning id`,
      [ended.run],
    );
    const found = await results('90');
    expect(found.goal.reached - before.goal.reached).toBe(3);
    expect(found.goal.revenue).toEqual({ amount: 3940, currency: 'eur' });
    expect(found.days.at(-1).reached).toBe(1);
  });

  it('list the emails of each step with what became of them', async () => {
    const template = await idOf(`insert into email_template (name, template) values ('Come back', '{}') returning id`);
    const [one, two, three] = [await entered(), await entered(), await entered()];
    await sent(one.run, one.contact, template);
    await sent(two.run, two.contact, template);
    await sent(three.run, three.contact, template, 'withheld');
    await recorded(two.contact, 'contact.unsubscribed', {});
    expect((await results()).emails).toEqual([
      {
        nodeId: 'mail',
        template: { id: template, name: 'Come back' },
        sent: 2,
        failed: 0,
        withheld: 1,
        unsubscribed: 1,
      },
    ]);
  });

  it('are of no other school', async () => {
    const stranger = await fixture.owner('bread');
    expect((await stranger.get(`/api/admin/automations/${automation}/results`)).status).toBe(404);
  });
});
