import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line } from '../../support/automation.js';
import type { Answer } from './http.js';
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

type Test = { field: string; operator: string; value?: unknown };
const where = (...tests: (Test | { match: string; tests: Test[] })[]) => ({ match: 'all', tests });
const called = (name: string): Test => ({ field: 'contact.name', operator: 'is', value: name });
const tagged = (tag: string): Test => ({ field: 'contact.tags', operator: 'includes', value: tag });
const isIn = (...ids: string[]): Test => ({ field: 'contact.segments', operator: 'isIn', value: ids });
const send = (name: string, condition: object, who = owner) => who.send('POST', '/api/admin/segments', { name, condition });
const create = async (name: string, condition: object, who = owner) => (await send(name, condition, who)).body;
const person = async (name: string, ...tags: string[]): Promise<string> => {
  const email = `${name.toLowerCase()}@segments.example`;
  const { id } = (await owner.send('POST', '/api/admin/contacts', { email, name })).body;
  for (const tag of tags) await owner.send('PUT', `/api/admin/contacts/${id}/tags/${tag}`);
  return id;
};
const program = async (path: string, scopes: string[], who = owner): Promise<Answer> => {
  const { key } = (await who.send('POST', '/api/admin/api-keys', { name: 'Sync', scopes })).body;
  return fixture.request({ method: 'GET', path: `/v1/segments${path}`, headers: { authorization: `Bearer ${key}` } });
};
const namesIn = ({ body }: Answer): string[] => body.items.map(({ name }: { name: string }) => name);

describe('segments', () => {
  it('are conditions under a name: created, listed, found, changed and deleted', async () => {
    const made = await create('Regulars', where(called('Ana')));
    expect(made).toMatchObject({ name: 'Regulars', condition: where({ ...called('Ana') }), automations: [] });
    expect((await owner.get('/api/admin/segments?q=regul')).body.items).toMatchObject([{ id: made.id, automations: 0 }]);
    const changed = await owner.send('PATCH', `/api/admin/segments/${made.id}`, { condition: where(called('Ben')) });
    expect(changed.body).toMatchObject({ name: 'Regulars', condition: { tests: [called('Ben')] } });
    expect((await owner.send('PATCH', `/api/admin/segments/${made.id}`, { name: 'Often here' })).body).toMatchObject({
      name: 'Often here',
      condition: { tests: [called('Ben')] },
    });
    expect((await owner.get('/api/admin/search?q=often')).body.items).toMatchObject([{ kind: 'segment', title: 'Often here' }]);
    expect((await owner.send('DELETE', `/api/admin/segments/${made.id}`)).status).toBe(204);
    expect((await owner.get(`/api/admin/segments/${made.id}`)).status).toBe(404);
    expect((await owner.get('/api/admin/search?q=often')).body.items).toEqual([]);
  });

  it('are listed for each person who is in them, not for a person of another school', async () => {
    const nora = await person('Nora');
    const [first, second] = [
      await create('Wheel throwers', where(called('Nora'))),
      await create('Hand builders', where(called('Nora'))),
    ];
    expect((await owner.get(`/api/admin/contacts/${nora}/segments`)).body.items).toEqual([
      { id: second.id, name: 'Hand builders' },
      { id: first.id, name: 'Wheel throwers' },
    ]);
    await owner.send('PATCH', `/api/admin/contacts/${nora}`, { name: 'Someone else' });
    expect((await owner.get(`/api/admin/contacts/${nora}/segments`)).body.items).toEqual([]);
    expect((await stranger.get(`/api/admin/contacts/${nora}/segments`)).status).toBe(404);
  });

  it('have one spelling of a name', async () => {
    const one = await create('Glazers', where(called('Ana')));
    const other = await create('Throwers', where(called('Ana')));
    const again = await send(' GLAZERS', where(called('Ben')));
    expect([again.status, again.body.error.field]).toEqual([409, 'name']);
    const renamed = await owner.send('PATCH', `/api/admin/segments/${other.id}`, { name: 'glazers' });
    expect([renamed.status, renamed.body.error.field]).toEqual([409, 'name']);
    expect((await owner.send('PATCH', `/api/admin/segments/${one.id}`, { name: 'GLAZERS' })).status).toBe(200);
  });

  it.each([
    ['no condition', where(), 'Add at least one condition.'],
    ['a missing value', where({ field: 'contact.name', operator: 'is', value: '' }), 'needs a value'],
    ['an empty group', where({ match: 'any', tests: [] }), 'A group of conditions is empty.'],
    ['a field of an event', where({ field: 'event.amount', operator: 'atLeast', value: 5 }), 'does not belong to a person'],
    ['a tag that does not exist', where(tagged('nobody has it')), 'There is no tag “nobody has it”.'],
    ['what nobody can be', where(called('Ana'), called('Ben')), 'this is never true'],
  ])('are refused with %s, with the reason', async (_what, condition, reason) => {
    const { status, body } = await send(`Refused ${reason}`, condition);
    expect([status, body.error.field]).toEqual([400, 'condition']);
    expect(JSON.stringify(body.error)).toContain(reason);
  });

  it('refer to tags by their IDs, so that a renamed tag changes nothing; a tag or a field in use cannot be deleted', async () => {
    const tag = (await owner.send('POST', '/api/admin/tags', { name: 'patron' })).body;
    const field = (await owner.send('POST', '/api/admin/contact-fields', { name: 'Level', type: 'number' })).body;
    const atLeast = { field: `field.${field.id}.number`, operator: 'atLeast', value: 3 };
    const { condition } = await create('Patrons', where({ match: 'any', tests: [tagged('PATRON'), atLeast] }));
    expect(condition.tests[0].tests[0].value).toBe(tag.id);
    const refused = await owner.send('DELETE', `/api/admin/tags/${tag.id}`);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('The segment “Patrons” uses')]);
    expect((await owner.get(`/api/admin/tags/${tag.id}`)).body.segments).toMatchObject([{ name: 'Patrons' }]);
    const kept = await owner.send('DELETE', `/api/admin/contact-fields/${field.id}`);
    expect([kept.status, kept.body.error.message]).toEqual([409, expect.stringContaining('1 segment uses this field')]);
  });

  it('are not deleted while an automation uses them', async () => {
    const segment = await create('In use', where(called('Ana')));
    const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name: 'Asks for it' })).body;
    const tests = [isIn(segment.id)];
    const graph = {
      ...line(
        { id: 'start', kind: 'trigger', config: { eventType: 'tag.added', filters: { match: 'all', tests } } },
        { id: 'end', kind: 'exit', config: {} },
      ),
      schemaVersion: 1,
      entry: { policy: 'every_event' },
      exitRules: [],
      goal: null,
    };
    await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
    expect((await owner.get(`/api/admin/segments/${segment.id}`)).body.automations).toEqual([{ id, name: 'Asks for it' }]);
    const refused = await owner.send('DELETE', `/api/admin/segments/${segment.id}`);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining('“Asks for it” uses this segment'),
    ]);
  });

  it('are changed by owners and admins only', async () => {
    const { id } = await create('Guarded', where(called('Ana')));
    await fixture.rows(fixture.kiln, `update staff set role = 'support'`);
    try {
      const answers = [
        await send('Mine', where(called('Ana'))),
        await owner.send('PATCH', `/api/admin/segments/${id}`, { name: 'Mine' }),
        await owner.send('DELETE', `/api/admin/segments/${id}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect((await owner.get(`/api/admin/segments/${id}`)).status).toBe(200);
    } finally {
      await fixture.rows(fixture.kiln, `update staff set role = 'owner'`);
    }
  });
});

describe('the members of a segment', () => {
  it('are listed for programs that may read contacts, a page at a time', async () => {
    await person('Ida', 'loyal');
    await person('Jon', 'loyal');
    await person('Kim');
    const { id } = await create('Loyal', where(tagged('loyal')));
    expect(namesIn(await program('?q=loyal', ['contacts:read']))).toEqual(['Loyal']);
    expect((await program(`/${id}`, ['contacts:read'])).body).toMatchObject({ id, name: 'Loyal', condition: { match: 'all' } });
    const members = await program(`/${id}/contacts?sort=name&pageSize=1&page=2`, ['contacts:read']);
    expect([namesIn(members), members.body.total]).toEqual([['Jon'], 2]);
    for (const path of ['', `/${id}`, `/${id}/contacts`]) expect((await program(path, ['contacts:write'])).status).toBe(403);
  });

  it('follow the condition at every request', async () => {
    const leaving = await person('Lea', 'guest');
    const { id } = await create('Guests', where(tagged('guest')));
    expect(namesIn(await program(`/${id}/contacts`, ['contacts:read']))).toEqual(['Lea']);
    await owner.send('DELETE', `/api/admin/contacts/${leaving}/tags/guest`);
    expect(namesIn(await program(`/${id}/contacts`, ['contacts:read']))).toEqual([]);
  });
});

describe('the number of people in a segment', () => {
  it('is known when it is created, changed, or when the tag that it names is merged', async () => {
    await person('Pia', 'early');
    await person('Quin', 'first');
    await person('Ria', 'first');
    const early = await create('Early', where(tagged('early')));
    const count = async () => (await owner.get(`/api/admin/segments/${early.id}`)).body;
    expect(early).toMatchObject({ people: 1, filling: null });
    const changed = await owner.send('PATCH', `/api/admin/segments/${early.id}`, { condition: where(tagged('first')) });
    expect(changed.body).toMatchObject({ people: 2, filling: null });
    const tagId = async (name: string) => (await owner.send('POST', '/api/admin/tags', { name })).body.id;
    await owner.send('POST', `/api/admin/tags/${await tagId('early')}/merge`, { intoId: await tagId('first') });
    expect(await count()).toMatchObject({ people: 3, filling: null });
    expect((await owner.get('/api/admin/segments?q=early')).body.items).toMatchObject([{ people: 3 }]);
    expect((await owner.send('DELETE', `/api/admin/segments/${early.id}`)).status).toBe(204);
  });
});

describe('a person who is added or renamed', () => {
  it('enters and leaves segments immediately, with an event', async () => {
    const { id } = await create('Called Sam', where(called('Sam')));
    const people = async () => (await owner.get(`/api/admin/segments/${id}`)).body.people;
    const sam = await person('Sam');
    expect(await people()).toBe(1);
    await owner.send('PATCH', `/api/admin/contacts/${sam}`, { name: 'Samuel' });
    expect(await people()).toBe(0);
    const events = await fixture.rows<{ type: string; data: object }>(
      fixture.kiln,
      `select type, data from event where contact_id = $1 and data->>'segmentId' = $2 order by id`,
      [sam, id],
    );
    const data = { segmentId: id, segment: 'Called Sam' };
    expect(events).toEqual([
      { type: 'segment.entered', data },
      { type: 'segment.left', data },
    ]);
  });
});

describe('a condition that names segments', () => {
  const listed = async (condition: object) =>
    namesIn(await owner.get(`/api/admin/contacts?sort=name&condition=${encodeURIComponent(JSON.stringify(condition))}`));

  it('selects the people in them, also through other segments', async () => {
    await person('Mia', 'inner');
    await person('Nil', 'inner', 'also');
    await person('Oda', 'also');
    const inner = await create('Inner', where(tagged('inner')));
    const outer = await create(
      'Outer',
      where(isIn(inner.id), { field: 'contact.tags', operator: 'doesNotInclude', value: 'also' }),
    );
    expect(await listed(where(isIn(inner.id)))).toEqual(['Mia', 'Nil']);
    expect(await listed(where(isIn(outer.id)))).toEqual(['Mia']);
    const among = { match: 'any', tests: ['inner', 'also'].map(tagged) };
    expect(await listed(where(among, { field: 'contact.segments', operator: 'isNotIn', value: [outer.id] }))).toEqual([
      'Nil',
      'Oda',
    ]);
    expect((await owner.get('/api/admin/lookups/segment?q=oute')).body.items).toMatchObject([{ id: outer.id, label: 'Outer' }]);
    const refused = await owner.send('DELETE', `/api/admin/segments/${inner.id}`);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('The segment “Outer” names')]);
    expect((await owner.get(`/api/admin/segments/${inner.id}`)).body.segments).toEqual([{ id: outer.id, name: 'Outer' }]);
  });

  it('cannot lead back to its segment', async () => {
    const one = await create('One', where(called('Ana')));
    const two = await create('Two', where(isIn(one.id)));
    const refusals = [
      [await owner.send('PATCH', `/api/admin/segments/${one.id}`, { condition: where(isIn(one.id)) }), 'cannot name itself'],
      [await owner.send('PATCH', `/api/admin/segments/${one.id}`, { condition: where(isIn(two.id)) }), 'through “Two”'],
      [await send('Unknown', where(isIn('01920000-0000-7000-8000-000000000001'))), 'does not exist'],
    ] as const;
    for (const [{ status, body }, reason] of refusals)
      expect([status, body.error.field, body.error.message]).toEqual([400, 'condition', expect.stringContaining(reason)]);
  });

  it('never forms a cycle, even if two segments are changed at the same time', async () => {
    const [left, right] = [await create('Left', where(called('Ana'))), await create('Right', where(called('Ana')))];
    const answers = await Promise.all([
      owner.send('PATCH', `/api/admin/segments/${left.id}`, { condition: where(isIn(right.id)) }),
      owner.send('PATCH', `/api/admin/segments/${right.id}`, { condition: where(isIn(left.id)) }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('the segments of another school', () => {
  it('are not found, listed, changed, deleted or read by programs', async () => {
    const theirs = await create('Theirs', where(called('Ana')), stranger);
    expect((await owner.get('/api/admin/segments?q=theirs')).body.items).toEqual([]);
    for (const answer of [
      await owner.get(`/api/admin/segments/${theirs.id}`),
      await owner.send('PATCH', `/api/admin/segments/${theirs.id}`, { name: 'Ours' }),
      await owner.send('DELETE', `/api/admin/segments/${theirs.id}`),
      await program(`/${theirs.id}`, ['contacts:read']),
      await program(`/${theirs.id}/contacts`, ['contacts:read']),
    ])
      expect(answer.status).toBe(404);
    const named = await send('Names theirs', where(isIn(theirs.id)));
    expect([named.status, named.body.error.message]).toEqual([400, expect.stringContaining('does not exist')]);
    const condition = encodeURIComponent(JSON.stringify(where(isIn(theirs.id))));
    expect((await owner.get(`/api/admin/contacts?condition=${condition}`)).body.items).toEqual([]);
    expect((await stranger.get(`/api/admin/segments/${theirs.id}`)).body.name).toBe('Theirs');
  });
});
