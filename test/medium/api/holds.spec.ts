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
const wait = (id: string) => ({ id, kind: 'waitDuration', config: { amount: 1, unit: 'days' } });

/** A published automation. */
async function automation(name: string, steps = [wait('a'), wait('b')]) {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  const publish = async (nodes: typeof steps, revision: number) => {
    const graph = { schemaVersion: 1, ...line(start, ...nodes) };
    const saved = (await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision })).body;
    await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.draftRevision });
    return saved.draftRevision as number;
  };
  const revision = await publish(steps, draftRevision);
  return { id: id as string, path: `/api/admin/automations/${id}`, again: (nodes: typeof steps) => publish(nodes, revision) };
}

/** A run of a new person that waits before a held step. */
async function heldAt(automationId: string, nodeId: string): Promise<string> {
  const email = `p${randomUUID().slice(0, 8)}@kiln.example`;
  const contact = (await owner.send('POST', '/api/admin/contacts', { email })).body;
  const [run] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state, last_result)
     select id, published_version_id, $2, $3::uuid, $3::text, jsonb_build_object('nodeId', $4::text, 'visit', 2, 'phase', 'enter'), now(),
            'waiting', '{"kind": "park", "code": "held"}'
       from automation where id = $1 returning id`,
    [automationId, contact.id, randomUUID(), nodeId],
  );
  return run?.id ?? '';
}
const itemsOf = (moveId: string) =>
  fixture.rows<{ run_id: string; node_id: string }>(
    fixture.kiln,
    'select run_id, node_id from run_move_item where move_id = $1 order by run_id',
    [moveId],
  );

describe('a hold', () => {
  it('is set once, shown with who set it and how many wait, and survives another version', async () => {
    const { id, path, again } = await automation('Held');
    const first = await owner.send('PUT', `${path}/holds/b`);
    expect([first.status, first.body]).toEqual([200, [{ nodeId: 'b', heldBy: 'Nora', heldAt: expect.any(String), people: 0 }]]);
    expect((await owner.send('PUT', `${path}/holds/b`)).body).toEqual(first.body);
    await heldAt(id, 'b');
    expect((await owner.get(`${path}/holds`)).body).toEqual([{ ...first.body[0], people: 1 }]);
    await again([wait('a')]);
    expect((await owner.get(path)).body.holds).toEqual([{ nodeId: 'b', heldBy: 'Nora', heldAt: first.body[0].heldAt }]);
  });

  it('is refused for a trigger, for a step that is not published, and while people are being released', async () => {
    const { id, path } = await automation('Refused');
    for (const nodeId of ['start', 'nowhere']) expect((await owner.send('PUT', `${path}/holds/${nodeId}`)).status).toBe(422);
    expect((await owner.send('PUT', `${path}/holds/${'x'.repeat(65)}`)).status).toBe(404);
    const draft = (await owner.send('POST', '/api/admin/automations', { name: 'Draft' })).body.id;
    expect((await owner.send('PUT', `/api/admin/automations/${draft}/holds/a`)).status).toBe(409);
    await owner.send('PUT', `${path}/holds/a`);
    const { body } = await owner.send('DELETE', `${path}/holds/a`);
    expect((await owner.send('PUT', `${path}/holds/a`)).status).toBe(409);
    expect((await owner.send('PUT', `${path}/holds/b`)).status).toBe(200);
    await fixture.rows(fixture.kiln, `update run_move set state = 'done' where id = $1`, [body.id]);
    expect((await owner.send('PUT', `${path}/holds/a`)).status).toBe(200);
    expect(id).toBeTruthy();
  });

  it('ends with a release that is listed by its workflow, and is no move to another version', async () => {
    const { id, path } = await automation('Ended');
    await owner.send('PUT', `${path}/holds/a`);
    await heldAt(id, 'a');
    const { status, body } = await owner.send('DELETE', `${path}/holds/a`);
    expect([status, body]).toEqual([202, expect.objectContaining({ action: 'release', state: 'running', requestedBy: 'Nora' })]);
    const [move] = await fixture.rows(fixture.kiln, 'select action, held_node_id from run_move where id = $1', [body.id]);
    expect(move).toEqual({ action: 'release', held_node_id: 'a' });
    const asked = await fixture.rows(
      fixture.kiln,
      `select from event where type = 'runs.move_requested' and data->>'moveId' = $1`,
      [body.id],
    );
    expect(asked).toHaveLength(1);
    expect((await owner.get(`${path}/moves`)).body).toEqual([]);
    expect((await owner.get(`${path}/moves/${body.id}`)).status).toBe(200);
    expect((await owner.send('DELETE', `${path}/holds/a`)).status).toBe(404);
  });

  it('stays while some people are released: those who are named, or all who wait now, once per request', async () => {
    const { id, path } = await automation('Some');
    await owner.send('PUT', `${path}/holds/a`);
    const [first, second] = [await heldAt(id, 'a'), await heldAt(id, 'a')];
    await heldAt(id, 'b');
    const request = { key: randomUUID(), runIds: [first, randomUUID()] };
    const one = await owner.send('POST', `${path}/holds/a/release`, request);
    expect([one.status, one.body.total, await itemsOf(one.body.id)]).toEqual([202, 1, [{ run_id: first, node_id: 'a' }]]);
    expect((await owner.send('POST', `${path}/holds/a/release`, request)).body.id).toBe(one.body.id);
    const all = await owner.send('POST', `${path}/holds/a/release`, { key: randomUUID() });
    expect((await itemsOf(all.body.id)).map(({ run_id }) => run_id).sort()).toEqual([first, second].sort());
    expect((await owner.get(`${path}/holds`)).body).toHaveLength(1);
    expect((await owner.send('POST', `${path}/holds/b/release`, { key: randomUUID() })).status).toBe(404);
    expect((await owner.send('POST', `${path}/holds/a/release`, { key: randomUUID(), runIds: [] })).status).toBe(400);
  });

  it('shows who waits, who do not need attention', async () => {
    const { id, path } = await automation('Who');
    await owner.send('PUT', `${path}/holds/a`);
    const run = await heldAt(id, 'a');
    expect((await owner.get(`${path}/standing`)).body).toEqual([{ nodeId: 'a', people: 1, parked: 0, held: 1 }]);
    const listed = async (query: string) =>
      (await owner.get(`${path}/runs?${query}`)).body.items.map(({ id: runId }: { id: string }) => runId);
    expect([await listed('step=a&held=true'), await listed('held=false')]).toEqual([[run], []]);
    expect((await owner.get(`/api/admin/runs/${run}`)).body.run).toMatchObject({ state: 'waiting', held: true, code: null });
    expect((await owner.get(path)).body.counts).toMatchObject({ waiting: 1, parked: 0 });
  });

  it('ends when the automation is archived, because nobody would release its people', async () => {
    const { id, path } = await automation('Archived');
    await owner.send('PUT', `${path}/holds/a`);
    expect((await owner.send('POST', `${path}/archive`)).body.holds).toEqual([]);
    expect(await fixture.rows(fixture.kiln, 'select held_node_id from run_move where automation_id = $1', [id])).toEqual([
      { held_node_id: 'a' },
    ]);
    expect((await owner.send('PUT', `${path}/holds/a`)).status).toBe(409);
  });

  it('of another school is neither seen, set nor ended, and its people are not released', async () => {
    const { id, path } = await automation('Fenced');
    await owner.send('PUT', `${path}/holds/a`);
    const run = await heldAt(id, 'a');
    expect((await stranger.get(`${path}/holds`)).status).toBe(404);
    expect((await stranger.send('PUT', `${path}/holds/b`)).status).toBe(404);
    expect((await stranger.send('DELETE', `${path}/holds/a`)).status).toBe(404);
    const request = { key: randomUUID(), runIds: [run] };
    expect((await stranger.send('POST', `${path}/holds/a/release`, request)).status).toBe(404);
    const holds = (await owner.get(`${path}/holds`)).body;
    expect(holds.map(({ nodeId }: { nodeId: string }) => nodeId)).toEqual(['a']);
  });
});

describe('a program', () => {
  const keyOf = async (who: Visitor, scopes: string[]): Promise<string> =>
    (await who.send('POST', '/api/admin/api-keys', { name: `Holds ${randomUUID()}`, scopes })).body.key;
  const call = (slug: string, key: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) =>
    fixture.request({
      ...{ method, path, body },
      headers: { host: `${slug}.localhost:3000`, authorization: `Bearer ${key}` },
    });

  it('holds and releases with a key that may write automations, in its own school', async () => {
    const { id, path } = await automation('By a program');
    const [writes, reads] = [
      await keyOf(owner, ['automations:read', 'automations:write']),
      await keyOf(owner, ['automations:read']),
    ];
    const holds = `/v1/automations/${id}/holds`;
    expect((await call('kiln', reads, 'PUT', `${holds}/a`)).status).toBe(403);
    expect((await call('kiln', writes, 'PUT', `${holds}/a`)).body).toEqual([
      expect.objectContaining({ nodeId: 'a', heldBy: 'A program', people: 0 }),
    ]);
    expect((await owner.get(path)).body.holds).toHaveLength(1);
    const run = await heldAt(id, 'a');
    expect((await call('kiln', reads, 'GET', holds)).body).toEqual([expect.objectContaining({ nodeId: 'a', people: 1 })]);
    const some = await call('kiln', writes, 'POST', `${holds}/a/release`, { key: 'some', runIds: [run] });
    expect([some.status, some.body.total]).toEqual([202, 1]);
    const theirs = await keyOf(stranger, ['automations:read', 'automations:write']);
    expect((await call('bread', theirs, 'GET', holds)).status).toBe(404);
    expect((await call('bread', theirs, 'DELETE', `${holds}/a`)).status).toBe(404);
    expect((await call('kiln', writes, 'DELETE', `${holds}/a`)).status).toBe(202);
  });
});
