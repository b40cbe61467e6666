import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line } from '../../support/automation.js';
import { Statements } from '../../support/statements.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
const statements = new Statements();
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
}, 60_000);
afterAll(() => fixture.close());

const startedAt = new Date(Date.now() - 20 * 86_400_000);
const later = (days: number) => new Date(startedAt.getTime() + days * 86_400_000);

/** A wait, then a decision about a tag: an email, or nothing. A purchase ends it. */
async function drawn(tag: string, days: number, condition?: object) {
  const [template] = (await owner.get('/api/admin/email-templates?q=Welcome')).body.items;
  return {
    schemaVersion: 1,
    ...line(
      { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } },
      { id: 'pause', kind: 'waitDuration', config: { amount: days, unit: 'days' } },
      {
        id: 'ask',
        kind: 'ifElse',
        port: 'yes',
        config: {
          condition: condition ?? { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] },
        },
      },
      { id: 'mail', kind: 'sendEmail', config: { templateId: template.id, category: 'transactional' } },
    ),
    exitRules: [{ eventType: 'membership.purchased', sameRecord: false }],
  };
}

let made = 0;

async function published(graph: object): Promise<{ id: string; draft: (graph: object) => Promise<void> }> {
  const { id } = (await owner.send('POST', '/api/admin/automations', { name: `Past ${++made}` })).body;
  const draft = async (next: object) => {
    const { draftRevision: revision } = (await owner.get(`/api/admin/automations/${id}`)).body;
    const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: next, revision });
    expect([saved.status, saved.body.problems]).toEqual([200, []]);
  };
  await draft(graph);
  const { draftRevision: revision } = (await owner.get(`/api/admin/automations/${id}`)).body;
  expect((await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision })).status).toBe(200);
  return { id, draft };
}

/** A journey that finished, with the tag that its decision saw. Today the person has none. */
async function journey(automationId: string, name: string, tag: string | null): Promise<string> {
  const email = `past${++made}@kiln.example`;
  const contact = (await owner.send('POST', '/api/admin/contacts', { email, name })).body.id;
  const [event] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into event (type, contact_id, occurred_at, data) values ('contact.signed_up', $1, $2, '{"source": "portal"}') returning id`,
    [contact, startedAt],
  );
  const [run] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, state, started_at, finished_at)
     select id, published_version_id, $2, $3::uuid, $3::text, '{"nodeId": "mail", "visit": 4, "phase": "ended"}', 'completed', $4, $5
       from automation where id = $1 returning id`,
    [automationId, contact, event?.id, startedAt, later(3)],
  );
  const saw = [
    {
      field: 'contact.tags',
      label: 'Tags',
      operator: 'includes',
      expected: tag,
      actual: tag ? [tag] : [],
      matched: tag !== null,
    },
  ];
  const visit = (nodeId: string, number: number, port: string | null, from: Date, to: Date, values: object[] = []) =>
    fixture.rows(
      fixture.kiln,
      `insert into run_visit (run_id, node_id, visit, entered_at, left_at, port, evidence) values ($1, $2, $3, $4, $5, $6, $7)`,
      [run?.id, nodeId, number, from, to, port, JSON.stringify({ reason: '', values })],
    );
  await visit('start', 1, 'next', startedAt, startedAt);
  await visit('pause', 2, 'next', startedAt, later(3));
  await visit('ask', 3, tag ? 'yes' : 'no', later(3), later(3), saw);
  if (tag) await visit('mail', 4, 'next', later(3), later(3));
  return contact;
}

const compare = (id: string, who = owner) => who.get(`/api/admin/automations/${id}/history`);
const tagNamed = async (name: string) => (await owner.send('POST', '/api/admin/tags', { name })).body.id as string;

describe('past journeys on a draft', () => {
  it('are the same while the draft is what they followed, by the values that their steps saw', async () => {
    const tag = await tagNamed('Regular');
    const { id } = await published(await drawn(tag, 3));
    for (const seen of [tag, null]) await journey(id, 'Ines', seen);
    const { status, body } = await compare(id);
    expect([status, body.compared, body.uncertain, body.differing]).toEqual([200, 2, 0, []]);
  });

  it('differ by person where the draft does something else, each with both paths', async () => {
    const tag = await tagNamed('Early');
    const { id, draft } = await published(await drawn(tag, 3));
    await journey(id, 'Ada', tag);
    await journey(id, 'Bo', null);
    await draft(
      await drawn(tag, 3, { match: 'all', tests: [{ field: 'contact.tags', operator: 'doesNotInclude', value: tag }] }),
    );
    const { body } = await compare(id);
    expect(body.counts).toEqual({ notEntering: 0, otherBranch: 2, fewerEmails: 1, moreEmails: 1, noEmail: 1 });
    const of = (name: string) => body.differing.find((one: { contact: { name: string } }) => one.contact.name === name);
    expect(of('Ada')).toMatchObject({
      version: 1,
      uncertain: [],
      branches: [{ nodeId: 'ask', before: 'yes', after: 'no' }],
      missed: ['mail'],
    });
    expect(of('Bo').after.map(({ nodeId }: { nodeId: string }) => nodeId)).toEqual(['start', 'pause', 'ask', 'mail']);
    expect(of('Bo').before.map(({ nodeId }: { nodeId: string }) => nodeId)).toEqual(['start', 'pause', 'ask']);
  });

  it('use what happened to the person afterwards', async () => {
    const tag = await tagNamed('Patient');
    const { id, draft } = await published(await drawn(tag, 3));
    const contact = await journey(id, 'Cleo', tag);
    await fixture.rows(
      fixture.kiln,
      `insert into event (type, contact_id, occurred_at, data) values ('membership.purchased', $1, $2, '{}')`,
      [contact, later(4)],
    );
    expect((await compare(id)).body.differing).toEqual([]);
    await draft(await drawn(tag, 5));
    expect((await compare(id)).body.differing).toEqual([expect.objectContaining({ noEmail: true, missed: ['ask', 'mail'] })]);
  });

  it('are marked as uncertain where a condition reads what was not recorded', async () => {
    const tag = await tagNamed('Known');
    const { id, draft } = await published(await drawn(tag, 3));
    await journey(id, 'Dora', tag);
    await draft(await drawn(tag, 3, { match: 'all', tests: [{ field: 'contact.name', operator: 'is', value: 'Dora' }] }));
    const { body } = await compare(id);
    expect([body.differing, body.uncertain]).toEqual([[], 1]);
  });

  it('take the same number of statements however many there are, and change nothing', async () => {
    const tag = await tagNamed('Counted');
    const { id } = await published(await drawn(tag, 3));
    const made = async () => {
      statements.forget();
      await compare(id);
      return [...statements.all];
    };
    await journey(id, 'Eve', tag);
    const one = await made();
    for (let count = 0; count < 5; count++) await journey(id, 'Finn', tag);
    const six = await made();
    expect(six.length).toBe(one.length);
    expect(six.filter((sql) => /^\s*(?:insert|update|delete)/i.test(sql) && !/staff_session|session/i.test(sql))).toEqual([]);
  });

  it('of another school are not found, and a draft with issues is refused', async () => {
    const tag = await tagNamed('Ours');
    const { id } = await published(await drawn(tag, 3));
    expect((await compare(id, stranger)).status).toBe(404);
    const { draftRevision: revision, draft } = (await owner.get(`/api/admin/automations/${id}`)).body;
    const broken = { ...draft, nodes: [...draft.nodes, { id: 'x', kind: 'addTag', config: {} }] };
    await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph: broken, revision });
    expect((await compare(id)).body.error.code).toBe('graph_invalid');
  });
});
