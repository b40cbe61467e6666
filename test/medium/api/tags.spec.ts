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

const create = async (name: string, who = owner) => (await who.send('POST', '/api/admin/tags', { name })).body;
const detail = async (id: string) => (await owner.get(`/api/admin/tags/${id}`)).body;
let people = 0;
const tagged = async (...tags: string[]): Promise<string> => {
  const { id } = (await owner.send('POST', '/api/admin/contacts', { email: `p${people++}@tags.example` })).body;
  for (const tag of tags) await owner.send('PUT', `/api/admin/contacts/${id}/tags/${encodeURIComponent(tag)}`);
  return id;
};
const tagsOf = async (id: string): Promise<string[]> => (await owner.get(`/api/admin/contacts/${id}`)).body.tags;
const eventsOf = async (id: string) =>
  fixture.rows<{ type: string; data: object }>(
    fixture.kiln,
    'select type, data from event where contact_id = $1 order by occurred_at, id',
    [id],
  );
const listed = async (value: string): Promise<string[]> => {
  const condition = JSON.stringify({ tests: [{ field: 'contact.tags', operator: 'includes', value }] });
  const { body } = await owner.get(`/api/admin/contacts?condition=${encodeURIComponent(condition)}`);
  return body.items.map(({ id }: { id: string }) => id);
};

/** Saves the draft of a new automation that starts with the tag, asks for it and adds another one. */
async function draft(name: string, asks: string, adds: string) {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  const graph = {
    ...line(
      {
        id: 'start',
        kind: 'trigger',
        config: {
          eventType: 'tag.added',
          filters: { match: 'all', tests: [{ field: 'event.tagId', operator: 'is', value: asks }] },
        },
      },
      { id: 'add', kind: 'addTag', config: { tag: adds } },
    ),
    schemaVersion: 1,
    entry: { policy: 'every_event' },
    exitRules: [],
    goal: null,
  };
  const saved = (await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision })).body;
  return { id, ...saved } as { id: string; draftRevision: number; problems: { message: string; fix: string }[] };
}
const publish = (id: string, revision: number) => owner.send('POST', `/api/admin/automations/${id}/publish`, { revision });

describe('tags', () => {
  it('have one spelling: a name finds the tag in any case, and is created once', async () => {
    const first = await create('Early bird');
    expect(await create('early BIRD ')).toMatchObject({ id: first.id, name: 'Early bird' });
    const contact = await tagged('EARLY bird', 'early bird');
    expect(await tagsOf(contact)).toEqual(['Early bird']);
    expect(await eventsOf(contact)).toEqual([{ type: 'tag.added', data: { tagId: first.id, tag: 'Early bird' } }]);
    const { items } = (await owner.get('/api/admin/tags?q=bird')).body;
    expect(items).toMatchObject([{ id: first.id, name: 'Early bird', people: 1, automations: 0 }]);
  });

  it('that are renamed stay on people and in conditions, and the former name still finds them', async () => {
    const contact = await tagged('beginner');
    const { id } = await create('beginner');
    expect((await owner.send('PATCH', `/api/admin/tags/${id}`, { name: 'Newcomer' })).body).toMatchObject({
      name: 'Newcomer',
      people: 1,
    });
    expect(await tagsOf(contact)).toEqual(['Newcomer']);
    for (const reference of [id, 'newcomer', 'beginner']) expect(await listed(reference)).toEqual([contact]);
    expect(await tagsOf(await tagged('beginner'))).toEqual(['Newcomer']);
    const taken = await owner.send('PATCH', `/api/admin/tags/${(await create('Other')).id}`, { name: 'NEWCOMER' });
    expect([taken.status, taken.body.error.field]).toEqual([409, 'name']);
  });

  it('that are merged give people the other tag without an event, and keep their meaning wherever they are named', async () => {
    const [old, used] = [await create('VIPs'), await create('vip')];
    const [one, both] = [await tagged('VIPs'), await tagged('VIPs', 'vip')];
    const before = await eventsOf(one);
    expect((await owner.send('POST', `/api/admin/tags/${old.id}/merge`, { intoId: used.id })).body).toMatchObject({
      id: used.id,
      people: 2,
    });
    expect([await tagsOf(one), await tagsOf(both), await eventsOf(one)]).toEqual([['vip'], ['vip'], before]);
    for (const reference of [old.id, used.id, 'vips'])
      expect((await listed(reference)).toSorted()).toEqual([one, both].toSorted());
    expect((await owner.get(`/api/admin/tags/${old.id}`)).status).toBe(404);
    // A chain of merges ends at the tag in use.
    const last = await create('patron');
    await owner.send('POST', `/api/admin/tags/${used.id}/merge`, { intoId: last.id });
    for (const reference of [old.id, used.id]) expect(await listed(reference)).toHaveLength(2);
    expect((await owner.get(`/api/admin/lookups/tag?ids=${old.id}`)).body.items).toMatchObject([{ id: old.id, label: 'patron' }]);
    const itself = await owner.send('POST', `/api/admin/tags/${last.id}/merge`, { intoId: last.id });
    expect(itself.status).toBe(422);
    const gone = await owner.send('POST', `/api/admin/tags/${last.id}/merge`, { intoId: old.id });
    expect([gone.status, gone.body.error.field]).toEqual([400, 'intoId']);
  });

  it('are deleted with their places on people, but not while an automation uses them', async () => {
    const free = await create('free');
    const contact = await tagged('free');
    expect((await owner.send('DELETE', `/api/admin/tags/${free.id}`)).status).toBe(204);
    expect(await tagsOf(contact)).toEqual([]);
    const bound = await create('bound');
    const drawn = await draft('Asks for it', bound.id, 'free again');
    expect((await detail(bound.id)).automations).toEqual([{ id: drawn.id, name: 'Asks for it' }]);
    const refused = await owner.send('DELETE', `/api/admin/tags/${bound.id}`);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('“Asks for it” uses this tag')]);
  });
});

describe('an automation that names tags', () => {
  it('refers to them by their IDs; a step that adds a tag creates it', async () => {
    const asked = await create('asked for');
    const { id, draftRevision, problems } = await draft('By name', 'ASKED for', 'brand new');
    expect(problems).toEqual([]);
    const { nodes } = (await owner.get(`/api/admin/automations/${id}`)).body.draft;
    expect(nodes[0].config.filters.tests[0].value).toBe(asked.id);
    expect(nodes[1].config.tag).toBe((await create('brand new')).id);
    expect((await publish(id, draftRevision)).status).toBe(200);
  });

  it('is not published where a condition names a tag that does not exist, so that no typo can prevent it from starting', async () => {
    const { id, draftRevision, problems } = await draft('Typo', 'askd for', 'brand new');
    expect(problems).toMatchObject([
      { message: 'There is no tag “askd for”.', fix: 'Choose a tag from the list, or create it.' },
    ]);
    expect((await publish(id, draftRevision)).status).toBe(422);
    expect((await owner.get('/api/admin/tags?q=askd')).body.items).toEqual([]);
  });
});

describe('the tags of another school', () => {
  it('are not found, listed, renamed, merged, deleted or used', async () => {
    const theirs = await create('theirs', stranger);
    const ours = await create('ours');
    expect((await owner.get('/api/admin/tags?q=theirs')).body.items).toEqual([]);
    for (const answer of [
      await owner.get(`/api/admin/tags/${theirs.id}`),
      await owner.send('PATCH', `/api/admin/tags/${theirs.id}`, { name: 'mine' }),
      await owner.send('POST', `/api/admin/tags/${theirs.id}/merge`, { intoId: ours.id }),
      await owner.send('DELETE', `/api/admin/tags/${theirs.id}`),
    ])
      expect(answer.status).toBe(404);
    expect((await owner.send('POST', `/api/admin/tags/${ours.id}/merge`, { intoId: theirs.id })).status).toBe(400);
    const { problems } = await draft('Uses theirs', theirs.id, 'ours');
    expect(problems).toMatchObject([{ message: expect.stringContaining('uses a tag that no longer exists') }]);
    expect((await stranger.get(`/api/admin/tags/${theirs.id}`)).body).toMatchObject({ name: 'theirs', people: 0 });
  });

  it('of the same name are tags of their own', async () => {
    expect((await create('same', stranger)).id).not.toBe((await create('same')).id);
  });
});
