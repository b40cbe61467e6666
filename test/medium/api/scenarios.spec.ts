import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line } from '../../support/automation.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
}, 60_000);
afterAll(() => fixture.close());

const scenarios = (templateId: string) => [
  {
    id: 'in-time',
    name: 'Hears from us in time',
    eventType: 'contact.signed_up',
    startAt: '2027-01-20T10:00:00Z',
    expect: [{ kind: 'email', templateId, happens: true, withinMinutes: 3 * 1440 }],
  },
  {
    id: 'bought',
    name: 'Buys first',
    eventType: 'contact.signed_up',
    startAt: '2027-01-20T10:00:00Z',
    later: [{ type: 'membership.purchased', afterMinutes: 60 }],
    expect: [
      { kind: 'email', templateId, happens: false },
      { kind: 'ends', ending: 'exited' },
    ],
  },
];

/** Waits some days and then sends an email, unless the person buys something. */
async function drawn(days: number, more: object = {}) {
  const [template] = (await owner.get('/api/admin/email-templates?q=Welcome')).body.items;
  return {
    schemaVersion: 1,
    ...line(
      { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } },
      { id: 'pause', kind: 'waitDuration', config: { amount: days, unit: 'days' } },
      { id: 'mail', kind: 'sendEmail', config: { templateId: template.id, category: 'transactional' } },
    ),
    exitRules: [{ eventType: 'membership.purchased', sameRecord: false }],
    scenarios: scenarios(template.id),
    ...more,
  };
}

async function saved(name: string, graph: object) {
  const { id } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  return { id, revision: await save(id, graph) };
}

async function save(id: string, graph: object): Promise<number> {
  const { draftRevision: revision } = (await owner.get(`/api/admin/automations/${id}`)).body;
  const answer = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision });
  expect([answer.status, answer.body.problems]).toEqual([200, []]);
  return answer.body.draftRevision;
}

const publish = (id: string, revision: number, body: object = {}) =>
  owner.send('POST', `/api/admin/automations/${id}/publish`, { revision, ...body });

describe('publishing with scenarios', () => {
  it('needs no decision while they pass, and people follow a version without them', async () => {
    const { id, revision } = await saved('Passes', await drawn(3));
    const published = await publish(id, revision);
    expect([published.status, published.body.draft.scenarios.length]).toEqual([200, 2]);
    const [version] = await fixture.rows<{ graph: object }>(
      fixture.kiln,
      'select graph from automation_version where automation_id = $1',
      [id],
    );
    expect(version?.graph).not.toHaveProperty('scenarios');
    expect((await owner.get(`/api/admin/automations/${id}`)).body.draftDiffers).toBe(false);
  });

  it('names those that fail and what differs, and needs a decision', async () => {
    const { id, revision } = await saved('Fails', await drawn(5));
    const refused = await publish(id, revision);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'scenarios_failed']);
    expect(refused.body.error.details).toEqual([
      {
        field: 'Hears from us in time',
        message: '“Send Welcome Message” should be sent within 3 days. It is sent after 5 days.',
      },
    ]);
    expect((await owner.get(`/api/admin/automations/${id}`)).body.published).toBeNull();
    expect((await publish(id, revision, { despiteScenarios: true })).status).toBe(200);
  });

  it('is refused until they pass, where every scenario must pass', async () => {
    const { id, revision } = await saved('Strict', await drawn(5, { scenariosMustPass: true }));
    expect((await publish(id, revision, { despiteScenarios: true })).body.error.code).toBe('scenarios_failed');
    expect((await publish(id, await save(id, await drawn(2, { scenariosMustPass: true })))).status).toBe(200);
  });
});

describe('scenarios', () => {
  it('stay with a copy and with an exported file, for the same records', async () => {
    const { id } = await saved('Kept', await drawn(3));
    const { scenarios: kept } = (await owner.get(`/api/admin/automations/${id}`)).body.draft;
    expect((await owner.send('POST', `/api/admin/automations/${id}/duplicate`)).body.draft.scenarios).toEqual(kept);
    const file = (await owner.get(`/api/admin/automations/${id}/export`)).body;
    const here = (await owner.send('POST', '/api/admin/automations/import', file)).body.id;
    expect((await owner.get(`/api/admin/automations/${here}/export`)).body).toEqual(file);
    const there = (await stranger.send('POST', '/api/admin/automations/import', file)).body.id;
    const { nodes, scenarios: moved } = (await stranger.get(`/api/admin/automations/${there}`)).body.draft;
    const mail = nodes.find((node: { id: string }) => node.id === 'mail').config.templateId;
    expect(moved[0].expect[0].templateId).toBe(mail);
    expect(mail).not.toBe(kept[0].expect[0].templateId);
  });

  it('play a person with what the preview gives them', async () => {
    const tag = (await owner.send('POST', '/api/admin/tags', { name: 'Early bird' })).body.id;
    const { id } = await saved('Played', await drawn(3));
    const { scenarios: _, ...graph } = await drawn(3);
    const filters = { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] };
    const nodes = [
      { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up', filters } },
      ...(graph as unknown as { nodes: object[] }).nodes.slice(1),
    ];
    const play = async (person: object) =>
      (
        await owner.send('POST', `/api/admin/automations/${id}/preview`, {
          graph: { ...graph, nodes },
          eventType: 'contact.signed_up',
          person,
        })
      ).body.entered;
    expect([await play({ tags: [tag] }), await play({})]).toEqual([true, false]);
  });
});

describe('a program', () => {
  const keyOf = async (scopes: string[], who = owner) =>
    (await who.send('POST', '/api/admin/api-keys', { name: 'CI', scopes })).body.key;
  const run = async (key: string, id: string, body?: object) =>
    fixture.request({
      method: 'POST',
      path: `/v1/automations/${id}/scenarios/run`,
      headers: { authorization: `Bearer ${key}` },
      body: body ?? {},
    });

  it('runs the scenarios of a draft, or of the draft against what is published', async () => {
    const { id, revision } = await saved('In CI', await drawn(3));
    const key = await keyOf(['automations:read']);
    const early = await run(key, id, { against: 'published' });
    expect([early.status, early.body.error.code]).toEqual([409, 'not_possible_now']);
    await publish(id, revision);
    await save(id, await drawn(5));
    const draft = await run(key, id);
    expect([draft.status, draft.body]).toEqual([
      200,
      {
        passed: false,
        results: [
          {
            id: 'in-time',
            name: 'Hears from us in time',
            passed: false,
            differences: ['“Send Welcome Message” should be sent within 3 days. It is sent after 5 days.'],
          },
          { id: 'bought', name: 'Buys first', passed: true, differences: [] },
        ],
      },
    ]);
    expect((await run(key, id, { against: 'published' })).body.passed).toBe(true);
    expect((await owner.get(`/api/admin/automations/${id}`)).body.draftRevision).toBe(revision + 1);
  });

  it('needs the scope for it, and does not find automations of another school', async () => {
    const { id } = await saved('Private', await drawn(3));
    expect((await run(await keyOf(['contacts:read']), id)).body.error.code).toBe('missing_scope');
    expect((await run(await keyOf(['automations:read'], stranger), id)).status).toBe(404);
  });
});
