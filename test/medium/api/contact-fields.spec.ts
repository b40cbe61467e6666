import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line } from '../../support/automation.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let contactId: string;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  contactId = (await owner.send('POST', '/api/admin/contacts', { email: 'ana@fields.example' })).body.id;
}, 60_000);
afterAll(() => fixture.close());

const create = async (name: string, type: string, options: string[] = [], who = owner) =>
  (await who.send('POST', '/api/admin/contact-fields', { name, type, options })).body;
const set = (values: object, id = contactId) => owner.send('PATCH', `/api/admin/contacts/${id}/fields`, { values });
const changes = async () =>
  (
    await fixture.rows<{ data: { field: string; value: string | null; before: string | null } }>(
      fixture.kiln,
      `select data from event where contact_id = $1 and type = 'contact.field_changed' order by id`,
      [contactId],
    )
  ).map(({ data }) => `${data.field}: ${data.before} > ${data.value}`);

describe('contact fields', () => {
  it('keep a value of their type, and record each change once', async () => {
    const level = await create('Level', 'number');
    const clay = await create('Clay', 'choices', ['Stoneware', 'Porcelain']);
    const { status, body } = await set({ [level.id]: '3', [clay.id]: ['porcelain', 'Stoneware'] });
    expect([status, body.values]).toEqual([
      200,
      [
        { fieldId: clay.id, value: ['Stoneware', 'Porcelain'] },
        { fieldId: level.id, value: 3 },
      ],
    ]);
    await set({ [level.id]: 3 });
    await set({ [level.id]: 4, [clay.id]: null });
    expect((await changes()).toSorted()).toEqual([
      'Clay: Stoneware, Porcelain > null',
      'Clay: null > Stoneware, Porcelain',
      'Level: 3 > 4',
      'Level: null > 3',
    ]);
    const { items } = (await owner.get('/api/admin/contact-fields')).body;
    expect(items.map(({ name, people }: { name: string; people: number }) => [name, people])).toEqual([
      ['Clay', 0],
      ['Level', 1],
    ]);
  });

  it('refuse values that do not fit, each by its field, and store none of them', async () => {
    const born = await create('Born', 'date');
    const nick = await create('Nickname', 'text');
    const { status, body } = await set({ [born.id]: 'yesterday', [nick.id]: 'Annie' });
    expect([status, body.error.details]).toEqual([
      400,
      [{ field: `values.${born.id}`, message: 'Born: Enter a date such as 2027-03-01.' }],
    ]);
    expect(JSON.stringify((await owner.get(`/api/admin/contacts/${contactId}/fields`)).body)).not.toContain('Annie');
  });

  it('have a name of their own, which can change; their type cannot', async () => {
    const { id } = await create('Shoe', 'text');
    expect((await owner.send('POST', '/api/admin/contact-fields', { name: 'SHOE ', type: 'text' })).status).toBe(409);
    const renamed = await owner.send('PATCH', `/api/admin/contact-fields/${id}`, { name: 'Shoe size', type: 'number' });
    expect(renamed.body).toMatchObject({ name: 'Shoe size', type: 'text' });
  });

  it('are deleted with their values, but not while an automation uses them', async () => {
    const free = await create('Free', 'boolean');
    await set({ [free.id]: true });
    expect((await owner.send('DELETE', `/api/admin/contact-fields/${free.id}`)).status).toBe(204);
    expect(JSON.stringify((await owner.get(`/api/admin/contacts/${contactId}/fields`)).body)).not.toContain(free.id);
    const bound = await create('Bound', 'text');
    const made = (await owner.send('POST', '/api/admin/automations', { name: 'On change' })).body;
    const filters = { match: 'all', tests: [{ field: 'event.fieldId', operator: 'is', value: bound.id }] };
    const start = { id: 'start', kind: 'trigger', config: { eventType: 'contact.field_changed', filters } };
    const graph = { ...line(start, { id: 'add', kind: 'addTag', config: { tag: 'changed' } }), schemaVersion: 1 };
    const draft = {
      graph: { ...graph, entry: { policy: 'every_event' }, exitRules: [], goal: null },
      revision: made.draftRevision,
    };
    expect((await owner.send('PUT', `/api/admin/automations/${made.id}/draft`, draft)).body.problems).toEqual([]);
    const refused = await owner.send('DELETE', `/api/admin/contact-fields/${bound.id}`);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('1 automation uses this field')]);
  });

  it('are not deleted while people are in a version that uses them, even if a newer one does not', async () => {
    const bound = await create('Older', 'text');
    const made = (await owner.send('POST', '/api/admin/automations', { name: 'Older version' })).body;
    let revision = made.draftRevision;
    const publish = async (step: { kind: string; config: object }) => {
      const start = { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } };
      const graph = { ...line(start, { id: 'act', ...step }), schemaVersion: 1 };
      const saved = await owner.send('PUT', `/api/admin/automations/${made.id}/draft`, { graph, revision });
      revision = saved.body.draftRevision;
      expect((await owner.send('POST', `/api/admin/automations/${made.id}/publish`, { revision })).status).toBe(200);
    };
    await publish({ kind: 'setField', config: { field: bound.id, value: 'x' } });
    await fixture.rows(
      fixture.kiln,
      `insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, started_at, state)
       select id, published_version_id, $2, uuidv7(), 'older', '{"nodeId": "act", "visit": 2, "phase": "enter"}', now(), 'waiting'
         from automation where id = $1`,
      [made.id, contactId],
    );
    await publish({ kind: 'waitDuration', config: { amount: 1, unit: 'days' } });
    const uses = async () =>
      (await owner.get('/api/admin/contact-fields')).body.items.find(({ id }: { id: string }) => id === bound.id);
    expect(await uses()).toMatchObject({ automations: 1 });
    expect((await owner.send('DELETE', `/api/admin/contact-fields/${bound.id}`)).status).toBe(409);
    await fixture.rows(fixture.kiln, `update automation_run set state = 'completed' where automation_id = $1`, [made.id]);
    expect((await owner.send('DELETE', `/api/admin/contact-fields/${bound.id}`)).status).toBe(204);
  });
});

describe('a step that sets a contact field', () => {
  it('cannot be published with a value that the field cannot have, or with a field of another school', async () => {
    const level = await create('Grade', 'choice', ['Beginner', 'Expert']);
    const theirs = await create('Theirs too', 'text', [], stranger);
    const made = (await owner.send('POST', '/api/admin/automations', { name: 'Grade' })).body;
    let revision = made.draftRevision;
    const problems = async (field: string, value: string | null) => {
      const start = {
        id: 'start',
        kind: 'trigger',
        config: { eventType: 'contact.signed_up', filters: { match: 'all', tests: [] } },
      };
      const graph = { ...line(start, { id: 'set', kind: 'setField', config: { field, value } }), schemaVersion: 1 };
      const { body } = await owner.send('PUT', `/api/admin/automations/${made.id}/draft`, {
        graph: { ...graph, entry: { policy: 'every_event' }, exitRules: [], goal: null },
        revision,
      });
      revision = body.draftRevision;
      return body.problems.map((problem: { code: string; message: string }) => `${problem.code}: ${problem.message}`);
    };
    expect(await problems(level.id, 'expert')).toEqual([]);
    expect(await problems(level.id, null)).toEqual([]);
    expect(await problems(level.id, 'Master')).toEqual(['setting: “Grade” cannot have this value.']);
    expect(await problems(theirs.id, 'x')).toEqual(['missing_reference: “Set field” uses a field that no longer exists.']);
  });
});

describe('the contact fields of another school', () => {
  it('are not listed, changed, deleted or filled in', async () => {
    const theirs = await create('Theirs', 'text', [], stranger);
    expect(JSON.stringify((await owner.get('/api/admin/contact-fields')).body)).not.toContain('Theirs');
    expect((await owner.send('PATCH', `/api/admin/contact-fields/${theirs.id}`, { name: 'Mine' })).status).toBe(404);
    expect((await owner.send('DELETE', `/api/admin/contact-fields/${theirs.id}`)).status).toBe(404);
    expect((await set({ [theirs.id]: 'x' })).status).toBe(400);
    expect((await stranger.get(`/api/admin/contacts/${contactId}/fields`)).status).toBe(404);
    expect(
      (await stranger.send('PATCH', `/api/admin/contacts/${contactId}/fields`, { values: { [theirs.id]: 'x' } })).status,
    ).toBe(404);
  });
});
