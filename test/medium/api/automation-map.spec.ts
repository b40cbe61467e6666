import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

/** An automation with one step behind its trigger, published. */
async function published(name: string, eventType: string, filters: object, step: object): Promise<string> {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  const graph = {
    schemaVersion: 1,
    nodes: [
      { id: 't', kind: 'trigger', config: { eventType, filters } },
      { id: 's', ...step },
    ],
    edges: [{ source: 't', port: 'next', target: 's' }],
  };
  const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
  expect([saved.status, saved.body.problems]).toEqual([200, []]);
  const made = await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
  expect(made.status).toBe(200);
  return id;
}

const where = (field: string, value: unknown) => ({ match: 'all', tests: [{ field, operator: 'is', value }] });

describe('the map of automations', () => {
  it('has what is published in this school: an automation that adds a tag, and the one that starts with it', async () => {
    const tag = (await owner.send('POST', '/api/admin/tags', { name: 'mapped' })).body.id;
    const from = await published('Adds it', 'course.completed', {}, { kind: 'addTag', config: { tag } });
    const to = await published('Starts with it', 'tag.added', where('event.tagId', tag), {
      kind: 'waitDuration',
      config: { amount: 1, unit: 'days' },
    });
    const draft = (await owner.send('POST', '/api/admin/automations', { name: 'Sketch' })).body.id;
    const { status, body } = await owner.get('/api/admin/automation-map');
    expect(status).toBe(200);
    expect(body.links).toContainEqual({
      ...{ from, to, effect: 'starts' },
      reasons: [{ does: 'addTag', record: { kind: 'tag', id: tag }, segmentId: null, noticedBy: 'trigger' }],
    });
    const ids = body.automations.map(({ id }: { id: string }) => id);
    expect([ids.includes(from), ids.includes(to), ids.includes(draft)]).toEqual([true, true, false]);

    const theirs = (await stranger.get('/api/admin/automation-map')).body;
    expect(theirs.automations.filter(({ id }: { id: string }) => ids.includes(id))).toEqual([]);
    expect(JSON.stringify(theirs.links)).not.toContain(from);
  });

  it('no longer has an automation that is archived', async () => {
    const id = await published('Leaves', 'course.completed', {}, { kind: 'waitDuration', config: { amount: 1, unit: 'days' } });
    const has = async () =>
      (await owner.get('/api/admin/automation-map')).body.automations.some((each: { id: string }) => each.id === id);
    expect(await has()).toBe(true);
    await owner.send('POST', `/api/admin/automations/${id}/archive`);
    expect(await has()).toBe(false);
  });
});
