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

const tagNamed = async (name: string, who = owner) => (await who.send('POST', '/api/admin/tags', { name })).body.id as string;

/** An automation that adds a tag. */
async function tagging(name: string, tag: string): Promise<string> {
  const { id, draftRevision: revision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  const start = { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } };
  const graph = { ...line(start, { id: 'tag', kind: 'addTag', config: { tag } }), schemaVersion: 1 };
  await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision });
  return id;
}
const exported = async (id: string) => (await owner.get(`/api/admin/automations/${id}/export`)).body;
const imported = (file: object, who = owner) => who.send('POST', '/api/admin/automations/import', file);

describe('an exported automation', () => {
  it('names the records of its graph, and is the same after an import', async () => {
    const tag = await tagNamed('Exported');
    const file = await exported(await tagging('Round trip', tag));
    expect(file).toMatchObject({ type: 'perennial/automation', schemaVersion: 1, name: 'Round trip' });
    expect(file.records).toEqual([{ kind: 'tag', id: tag, name: 'Exported' }]);
    const { status, body } = await imported(file);
    expect(status).toBe(201);
    expect(await exported(body.id)).toEqual(file);
    expect((await owner.get(`/api/admin/automations/${body.id}`)).body).toMatchObject({ state: 'draft', problems: [] });
  });

  it('finds records of another school by their name, and refuses those that it does not find, by name', async () => {
    const [here, missing] = [await tagNamed('Both schools'), await tagNamed('Only here')];
    const there = await tagNamed('Both schools', stranger);
    const file = await exported(await tagging('Moves house', here));
    const made = await imported(file, stranger);
    expect(made.status).toBe(201);
    const { draft } = (await stranger.get(`/api/admin/automations/${made.body.id}`)).body;
    expect(draft.nodes[1].config.tag).toBe(there);
    const refused = await imported(await exported(await tagging('Stays', missing)), stranger);
    expect([refused.status, refused.body.error.details]).toEqual([
      422,
      [{ field: 'records.0', message: 'There is no tag called “Only here”. Create it first.' }],
    ]);
    expect((await stranger.get('/api/admin/automations?q=Stays')).body.items).toEqual([]);
  });

  it('is refused if it is something else', async () => {
    expect((await imported({ type: 'perennial/steps', schemaVersion: 1 })).status).toBe(400);
  });

  it('of another school is not found', async () => {
    const id = await tagging('Private', await tagNamed('Private'));
    expect((await stranger.get(`/api/admin/automations/${id}/export`)).status).toBe(404);
  });
});

describe('a program', () => {
  const keyOf = async (scopes: string[], who = owner) =>
    (await who.send('POST', '/api/admin/api-keys', { name: 'Sync', scopes })).body.key;
  const call = (key: string, method: 'GET' | 'POST', path: string, body?: object) =>
    fixture.request({ method, path, body, headers: { authorization: `Bearer ${key}` } });

  it('lists, exports and imports automations with the scopes for it', async () => {
    const id = await tagging('By program', await tagNamed('By program'));
    const key = await keyOf(['automations:read', 'automations:write']);
    const { items } = (await call(key, 'GET', '/v1/automations')).body;
    expect(items).toContainEqual({ id, name: 'By program', state: 'draft', version: null });
    const file = (await call(key, 'GET', `/v1/automations/${id}/export`)).body;
    expect(file).toEqual(await exported(id));
    const made = await call(key, 'POST', '/v1/automations/import', file);
    expect([made.status, await exported(made.body.id)]).toEqual([201, file]);
  });

  it('does not without them, nor for another school', async () => {
    const id = await tagging('Not by program', await tagNamed('Not by program'));
    const [reads, others] = [await keyOf(['automations:read']), await keyOf(['contacts:read'])];
    const file = await exported(id);
    expect((await call(reads, 'POST', '/v1/automations/import', file)).status).toBe(403);
    expect((await call(others, 'GET', '/v1/automations')).status).toBe(403);
    const theirs = await keyOf(['automations:read', 'automations:write'], stranger);
    expect((await call(theirs, 'GET', `/v1/automations/${id}/export`)).status).toBe(404);
    expect((await call(theirs, 'GET', '/v1/automations')).body.items.map((item: { id: string }) => item.id)).not.toContain(id);
  });
});
