import { randomUUID } from 'node:crypto';
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

const start = { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } };
const wait = (id: string, amount: number) => ({ id, kind: 'waitDuration', config: { amount, unit: 'days' } });
const graphOf = (...steps: Parameters<typeof line>) => ({ ...line(start, ...steps), schemaVersion: 1 });
const movedCards = (graph: object) => {
  const { nodes, ...rest } = graph as { nodes: object[] };
  return { ...rest, nodes: nodes.map((node, index) => ({ ...node, position: { x: 10, y: 100 * index } })) };
};

/** An automation that each call publishes with other steps. */
async function automation(name: string, who = owner) {
  const { id, draftRevision } = (await who.send('POST', '/api/admin/automations', { name })).body;
  let revision = draftRevision;
  const save = async (graph: object) => {
    revision = (await who.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision })).body.draftRevision;
  };
  const publish = async (graph: object, more: object = {}) => {
    await save(graph);
    return who.send('POST', `/api/admin/automations/${id}/publish`, { revision, ...more });
  };
  return { id: id as string, save, publish };
}

/** A run of a new person on the published version. */
async function runAt(automationId: string, nodeId: string, state = 'waiting'): Promise<string> {
  const email = `p${randomUUID().slice(0, 8)}@kiln.example`;
  const contact = (await owner.send('POST', '/api/admin/contacts', { email })).body;
  const [run] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state)
     select id, published_version_id, $2, $3::uuid, $3::text, jsonb_build_object('nodeId', $4::text, 'visit', 2, 'phase', 'waiting'), now(), $5
       from automation where id = $1 returning id`,
    [automationId, contact.id, randomUUID(), nodeId, state],
  );
  return run?.id ?? '';
}

describe('the versions of an automation', () => {
  it('are listed with who published them, when, why, and how many people are still in them', async () => {
    const { id, publish } = await automation('History');
    expect((await owner.get(`/api/admin/automations/${id}/versions`)).body).toEqual([]);
    expect((await publish(graphOf(wait('a', 1)), { note: '  First try  ' })).status).toBe(200);
    await runAt(id, 'a');
    await runAt(id, 'a', 'completed');
    await publish(graphOf(wait('a', 2)));
    const { body } = await owner.get(`/api/admin/automations/${id}/versions`);
    expect(body).toEqual([
      { number: 2, publishedAt: expect.any(String), publishedBy: 'Nora', note: null, people: 0 },
      { number: 1, publishedAt: expect.any(String), publishedBy: 'Nora', note: 'First try', people: 1 },
    ]);
  });

  it('keep their graph, whatever is drawn later', async () => {
    const { id, publish } = await automation('Kept graph');
    await publish(graphOf(wait('a', 1)));
    await publish(graphOf(wait('a', 5)));
    const { status, body } = await owner.get(`/api/admin/automations/${id}/versions/1`);
    expect([status, body.number, body.graph.nodes[1].config.amount]).toEqual([200, 1, 1]);
    for (const number of ['3', '0', 'x', '99999999999'])
      expect((await owner.get(`/api/admin/automations/${id}/versions/${number}`)).status).toBe(404);
  });

  it('name how many people are at each step of each', async () => {
    const { id, publish } = await automation('Steps of versions');
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    await runAt(id, 'a', 'parked');
    await publish(graphOf(wait('b', 1)));
    await runAt(id, 'b');
    expect((await owner.get(`/api/admin/automations/${id}/people`)).body).toEqual([
      { version: 2, nodeId: 'b', people: 1, parked: 0 },
      { version: 1, nodeId: 'a', people: 2, parked: 1 },
    ]);
  });

  it('have a note of limited length', async () => {
    const { publish } = await automation('Long note');
    const { status, body } = await publish(graphOf(wait('a', 1)), { note: 'x'.repeat(501) });
    expect([status, body.error.field]).toEqual([400, 'note']);
  });

  it('of another school are not found', async () => {
    const { id, publish } = await automation('Secret history');
    await publish(graphOf(wait('a', 1)));
    for (const path of ['versions', 'versions/1', 'people'])
      expect((await stranger.get(`/api/admin/automations/${id}/${path}`)).status).toBe(404);
  });
});

describe('a draft', () => {
  it('differs from what is published by what it does, not by where its cards are', async () => {
    const { id, publish, save } = await automation('Moved cards');
    await publish(graphOf(wait('a', 1)));
    const differs = async () => (await owner.get(`/api/admin/automations/${id}`)).body.draftDiffers;
    await save(movedCards(graphOf(wait('a', 1))));
    expect(await differs()).toBe(false);
    await save(graphOf(wait('a', 2)));
    expect(await differs()).toBe(true);
  });
});

describe('people in an automation', () => {
  const moves = (id: string) => `/api/admin/automations/${id}/moves`;
  const all = (nodeId: string, to: string | null, parked = false) => ({ version: 1, nodeId, parked, to });

  it('are moved as chosen when a version is published: those at the step, of that version, in that state', async () => {
    const { id, publish } = await automation('Moved');
    await publish(graphOf(wait('a', 1), wait('b', 1)));
    await runAt(id, 'a');
    const stuck = await runAt(id, 'a', 'parked');
    await runAt(id, 'b');
    await runAt(id, 'a', 'completed');
    const { status, body } = await publish(graphOf(wait('a', 2), wait('b', 1)), { moves: [all('a', 'a', true), all('b', null)] });
    expect([status, body.versionNumber]).toEqual([200, 2]);
    const move = (await owner.get(`${moves(id)}/${body.moveId}`)).body;
    expect(move).toMatchObject({ version: 2, requestedBy: 'Nora', state: 'running', total: 2, moved: 0, results: [] });
    expect((await owner.get(moves(id))).body).toEqual([expect.objectContaining({ id: body.moveId, total: 2 })]);
    const rows = await fixture.rows<{ run_id: string; to_node_id: string | null }>(
      fixture.kiln,
      'select run_id, to_node_id from run_move_item where move_id = $1 order by to_node_id nulls last',
      [body.moveId],
    );
    expect(rows.map(({ to_node_id }) => to_node_id)).toEqual(['a', null]);
    expect(rows[0]?.run_id).toBe(stuck);
    const asked = await fixture.rows(
      fixture.kiln,
      `select from event where type = 'runs.move_requested' and data->>'moveId' = $1`,
      [body.moveId],
    );
    expect(asked).toHaveLength(1);
  });

  it('are not moved where nobody asks for it, and never to a step that does not exist', async () => {
    const { id, publish } = await automation('Not moved');
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    const refused = await publish(graphOf(wait('a', 2)), { moves: [all('a', 'start')] });
    expect([refused.status, refused.body.error.field]).toEqual([422, 'moves']);
    const twice = await publish(graphOf(wait('a', 2)), { moves: [all('a', 'a'), all('a', null)] });
    expect([twice.status, twice.body.error.field]).toEqual([400, 'moves']);
    expect((await owner.get(`/api/admin/automations/${id}`)).body.versionNumber).toBe(1);
    expect((await publish(graphOf(wait('a', 2)))).body.moveId).toBeNull();
  });

  it('are moved later as well, once however often the request is repeated', async () => {
    const { id, publish } = await automation('Moved later');
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    await publish(graphOf(wait('b', 2)));
    const request = { key: randomUUID(), moves: [all('a', 'b')] };
    const [first, again] = [await owner.send('POST', moves(id), request), await owner.send('POST', moves(id), request)];
    expect([first.status, again.status, again.body.id]).toEqual([202, 202, first.body.id]);
    expect((await owner.get(moves(id))).body).toHaveLength(1);
    expect((await owner.send('POST', moves(id), { ...request, moves: [] })).status).toBe(400);
  });

  it('of another school are not moved, and their moves are not found', async () => {
    const { id, publish } = await automation('Fenced');
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    const request = { key: randomUUID(), moves: [all('a', null)] };
    expect((await stranger.send('POST', moves(id), request)).status).toBe(404);
    const made = (await owner.send('POST', moves(id), request)).body;
    expect((await stranger.get(moves(id))).status).toBe(404);
    expect((await stranger.get(`${moves(id)}/${made.id}`)).status).toBe(404);
    // A key of one school says nothing to another.
    const theirs = await automation('Same key', stranger);
    await theirs.publish(graphOf(wait('a', 1)));
    const other = await stranger.send('POST', moves(theirs.id), request);
    expect([other.status, other.body.id === made.id, other.body.total]).toEqual([202, false, 0]);
  });
});

describe('an automation that stops', () => {
  const left = (id: string) =>
    fixture.rows<{ count: number }>(
      fixture.kiln,
      `select count(i.run_id)::int as count from run_move m join run_move_item i on i.move_id = m.id where m.automation_id = $1 and i.to_node_id is null`,
      [id],
    );

  it.each([
    ['POST', 'pause', { people: 'exit' }],
    ['POST', 'archive', { people: 'exit' }],
    ['DELETE', '?people=exit', undefined],
  ] as const)('by %s %s ends the journeys of everyone in it', async (method, rest, body) => {
    const { id, publish } = await automation(`Ends by ${rest}`);
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    await publish(graphOf(wait('b', 1)));
    await runAt(id, 'b', 'parked');
    await runAt(id, 'b', 'completed');
    const path = `/api/admin/automations/${id}${rest.startsWith('?') ? rest : `/${rest}`}`;
    expect((await owner.send(method, path, body)).status).toBeLessThan(300);
    expect(await left(id)).toEqual([{ count: 2 }]);
  });

  it('lets everyone in it continue, unless it is asked to end their journeys', async () => {
    const { id, publish } = await automation('Drains');
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    await owner.send('POST', `/api/admin/automations/${id}/pause`);
    await owner.send('DELETE', `/api/admin/automations/${id}`);
    expect(await left(id)).toEqual([{ count: 0 }]);
  });
});

describe('a pause that holds people', () => {
  it('is remembered, and its end lets everyone continue with their waits as chosen', async () => {
    const { id, publish } = await automation('Held');
    await publish(graphOf(wait('a', 1)));
    await runAt(id, 'a');
    const path = `/api/admin/automations/${id}`;
    const paused = (await owner.send('POST', `${path}/pause`, { people: 'hold' })).body;
    expect(paused).toMatchObject({ state: 'paused', heldSince: expect.any(String) });
    expect((await owner.send('POST', `${path}/pause`, { people: 'hold' })).body.heldSince).toBe(paused.heldSince);
    expect((await stranger.send('POST', `${path}/resume`, { waits: 'active' })).status).toBe(404);
    expect((await owner.send('POST', `${path}/resume`, { waits: 'sometimes' })).status).toBe(400);
    expect((await owner.send('POST', `${path}/resume`, { waits: 'active' })).body).toMatchObject({
      state: 'active',
      heldSince: null,
    });
    const moves = await fixture.rows(
      fixture.kiln,
      `select m.waits, m.held_at is not null as held, (select count(*)::int from run_move_item i where i.move_id = m.id) as people
         from run_move m where m.automation_id = $1`,
      [id],
    );
    expect(moves).toEqual([{ waits: 'active', held: true, people: 1 }]);
    expect((await owner.get(`${path}/moves`)).body).toEqual([]);
  });

  it('does not count the people it holds as needing attention', async () => {
    const { id, publish } = await automation('Held people');
    await publish(graphOf(wait('a', 1)));
    const [held] = [await runAt(id, 'a', 'parked'), await runAt(id, 'a', 'parked')];
    await owner.send('POST', `/api/admin/automations/${id}/pause`, { people: 'hold' });
    await fixture.rows(
      fixture.kiln,
      `update automation_run set last_result = '{"kind": "park", "code": "paused"}' where id = $1`,
      [held],
    );
    expect((await owner.get(`/api/admin/automations/${id}`)).body.counts).toMatchObject({ waiting: 1, parked: 1 });
    expect((await owner.get(`/api/admin/automations/${id}/people`)).body).toEqual([
      { version: 1, nodeId: 'a', people: 2, parked: 1 },
    ]);
    const groups = (await owner.get('/api/admin/attention')).body.groups.filter(
      (group: { automationId: string }) => group.automationId === id,
    );
    expect(groups.map((group: { count: number }) => group.count)).toEqual([1]);
  });

  it('ends when the automation is archived, because nobody will resume it', async () => {
    const { id, publish } = await automation('Held and archived');
    await publish(graphOf(wait('a', 1)));
    await owner.send('POST', `/api/admin/automations/${id}/pause`, { people: 'hold' });
    expect((await owner.send('POST', `/api/admin/automations/${id}/archive`)).body.heldSince).toBeNull();
  });
});
