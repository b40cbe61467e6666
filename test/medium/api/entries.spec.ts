import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@perennial/db';
import type { Relay } from '@perennial/relay';
import type { DataSource } from 'typeorm';
import { line } from '../../support/automation.js';
import { drain, relayOver } from '../../support/relay.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let database: DataSource;
let relay: Relay;
const wall = new Date('2027-01-17T10:00:00Z');
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  database = createDataSource({ url: fixture.databaseUrl, poolSize: 4, role: 'relay' });
  await database.initialize();
  relay = relayOver(database, { wall: () => wall });
}, 60_000);
afterAll(async () => {
  await database.destroy();
  await fixture.close();
});

let made = 0;
const person = async (who = owner): Promise<{ id: string; email: string }> => {
  const email = `p${++made}@example.com`;
  return { id: (await who.send('POST', '/api/admin/contacts', { email, name: '' })).body.id, email };
};
const people = async (count: number) => {
  const all = [];
  for (let i = 0; i < count; i++) all.push(await person());
  return all;
};

/** A published automation that starts when somebody adds a person. */
async function opened(config: object = { eventType: 'automation.requested' }, who = owner): Promise<string> {
  const { id, draftRevision } = (await who.send('POST', '/api/admin/automations', { name: `Added ${++made}` })).body;
  const tag = (await who.send('POST', '/api/admin/tags', { name: `t${made}` })).body.id;
  const graph = {
    ...line({ id: 'start', kind: 'trigger', config }, { id: 'tag', kind: 'addTag', config: { tag } }),
    schemaVersion: 1,
    entry: { policy: 'once_per_contact' },
  };
  const saved = await who.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
  const published = await who.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
  expect([published.status, published.body.problems]).toEqual([200, []]);
  return id;
}
const add = (id: string, who: object, key = `k${++made}`, visitor = owner) =>
  visitor.send('POST', `/api/admin/automations/${id}/entries`, { key, people: who });
const result = async (id: string, entryId: string) => {
  await drain(relay);
  return (await owner.get(`/api/admin/automations/${id}/entries/${entryId}`)).body;
};
const runsOf = async (id: string) =>
  (await owner.get(`/api/admin/automations/${id}/runs`)).body.items as { contact: { id: string } }[];
const inside = async (id: string) => (await runsOf(id)).map(({ contact }) => contact.id).toSorted();

describe('people whom staff add', () => {
  it('enter the automation that was named, and no other', async () => {
    const [one, other] = [await opened(), await opened()];
    const [ana, ben] = await people(2);
    const { status, body } = await add(one, { who: 'contacts', contactIds: [ana?.id, ben?.id, ana?.id] });
    expect([status, body]).toEqual([202, expect.objectContaining({ state: 'running', total: 2, recorded: 0, unknown: [] })]);
    expect(await result(one, body.id)).toMatchObject({ state: 'done', total: 2, recorded: 2, entered: 2, refused: 0 });
    expect(await inside(one)).toEqual([ana?.id, ben?.id].toSorted());
    expect(await inside(other)).toEqual([]);
    expect((await owner.get(`/api/admin/automations/${other}/why-not`)).body).toEqual([]);
    const timeline = (await owner.get(`/api/admin/contacts/${ana?.id}/timeline`)).body;
    expect(JSON.stringify(timeline)).toContain('automation.requested');
  });

  it('who cannot enter are listed with the reason', async () => {
    const id = await opened();
    const [ana, ben] = await people(2);
    await add(id, { who: 'contacts', contactIds: [ana?.id] });
    const { body } = await add(id, { who: 'contacts', contactIds: [ana?.id, ben?.id] });
    const { entered, refused, results } = await result(id, body.id);
    expect([entered, refused]).toEqual([1, 1]);
    expect(results).toEqual([
      { contactId: ana?.id, contactName: ana?.email, outcome: 'refused', reason: 'already_in', runId: null },
      { contactId: ben?.id, contactName: ben?.email, outcome: 'entered', reason: null, runId: expect.any(String) },
    ]);
  });

  it('are added once, however often the request is repeated', async () => {
    const id = await opened();
    const [ana] = await people(1);
    const answers = await Promise.all([1, 2, 3].map(() => add(id, { who: 'contacts', contactIds: [ana?.id] }, 'again')));
    await drain(relay);
    answers.push(await add(id, { who: 'contacts', contactIds: [ana?.id] }, 'again'));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    await drain(relay);
    expect(await inside(id)).toEqual([ana?.id]);
    expect((await owner.get(`/api/admin/automations/${id}/entries`)).body).toHaveLength(1);
  });

  it('are found by their addresses, and nobody is created for an unknown one', async () => {
    const id = await opened();
    const [ana] = await people(1);
    const { body } = await add(id, { who: 'emails', emails: [ana?.email.toUpperCase(), ana?.email, 'nobody@example.com'] });
    expect([body.total, body.unknown]).toEqual([1, ['nobody@example.com']]);
    expect(await result(id, body.id)).toMatchObject({ entered: 1, unknown: [] });
    expect((await owner.get('/api/admin/contacts?q=nobody')).body.items).toEqual([]);
    const none = await add(id, { who: 'emails', emails: ['nobody@example.com'] });
    expect([none.status, none.body.error.field]).toEqual([422, 'emails']);
  });

  it('in a segment are added in pages, and a stopped request adds no further page', async () => {
    const [id, stopped] = [await opened(), await opened()];
    const tag = (await owner.send('POST', '/api/admin/tags', { name: 'Many' })).body.id;
    const ids = (
      await fixture.rows<{ id: string }>(
        fixture.kiln,
        `with many as (insert into contact (email) select 'many' || n || '@example.com' from generate_series(1, 230) n returning id)
       insert into contact_tag (contact_id, tag_id) select id, $1 from many returning contact_id as id`,
        [tag],
      )
    ).map((row) => row.id);
    const condition = { tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] };
    const segment = (await owner.send('POST', '/api/admin/segments', { name: 'Many', condition })).body.id;
    const { body } = await add(id, { who: 'segment', segmentId: segment });
    expect(body).toMatchObject({ source: 'segment', segmentName: 'Many', total: 230 });
    expect(await result(id, body.id)).toMatchObject({ state: 'done', total: 230, recorded: 230, entered: 230, refused: 0 });
    const [{ people: entered } = { people: 0 }] = await fixture.rows<{ people: number }>(
      fixture.kiln,
      'select count(distinct contact_id)::int as people from automation_run where automation_id = $1 and contact_id = any($2)',
      [id, ids],
    );
    expect(entered).toBe(230);

    const second = (await add(stopped, { who: 'segment', segmentId: segment })).body.id;
    await relay.once();
    const cancelled = await owner.send('POST', `/api/admin/automations/${stopped}/entries/${second}/cancel`);
    expect([cancelled.status, cancelled.body]).toEqual([200, expect.objectContaining({ state: 'cancelled', recorded: 100 })]);
    expect(await result(stopped, second)).toMatchObject({ state: 'cancelled', recorded: 100, entered: 100 });
  });

  it('on a test clock enter at its time', async () => {
    const id = await opened();
    const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Later', now: '2028-03-01T08:00:00Z' })).body.id;
    const { body: contact } = await owner.send('POST', '/api/admin/contacts', {
      email: 'clock@example.com',
      name: '',
      clockId: clock,
    });
    await result(id, (await add(id, { who: 'contacts', contactIds: [contact.id] })).body.id);
    const [run] = await fixture.rows<{ at: Date }>(
      fixture.kiln,
      'select started_at as at from automation_run where automation_id = $1',
      [id],
    );
    expect(run?.at.toISOString()).toBe('2028-03-01T08:00:00.000Z');
  });
});

describe('an automation', () => {
  it('takes nobody unless it is active, and published with the trigger', async () => {
    const [ana] = await people(1);
    const chosen = { who: 'contacts', contactIds: [ana?.id] };
    const draft = (await owner.send('POST', '/api/admin/automations', { name: 'Draft' })).body.id;
    expect((await add(draft, chosen)).status).toBe(409);
    const other = await add(await opened({ eventType: 'contact.signed_up' }), chosen);
    expect([other.status, other.body.error.message]).toEqual([409, expect.stringContaining('Added by staff or a program')]);
    const paused = await opened();
    const names = async () => (await owner.get('/api/admin/startable-automations')).body.map((item: { id: string }) => item.id);
    expect(await names()).toContain(paused);
    await owner.send('POST', `/api/admin/automations/${paused}/pause`, {});
    expect((await add(paused, chosen)).status).toBe(409);
    expect(await names()).not.toContain(paused);
  });

  it('that is paused before the turn of a person does not take them, and the result says so', async () => {
    const id = await opened();
    const [ana] = await people(1);
    const { body } = await add(id, { who: 'contacts', contactIds: [ana?.id] });
    await owner.send('POST', `/api/admin/automations/${id}/pause`, {});
    expect(await result(id, body.id)).toMatchObject({ entered: 0, refused: 1, results: [{ outcome: 'refused', reason: null }] });
  });

  it('that no longer exists cannot be named by a condition', async () => {
    const filters = { tests: [{ field: 'event.automationId', operator: 'is', value: '019d0000-0000-7000-8000-000000000000' }] };
    const { id, draftRevision: revision } = (await owner.send('POST', '/api/admin/automations', { name: 'Names another' })).body;
    const graph = {
      ...line({ id: 'start', kind: 'trigger', config: { eventType: 'automation.requested', filters } }),
      schemaVersion: 1,
    };
    const { problems } = (await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision })).body;
    expect(problems).toContainEqual(expect.objectContaining({ code: 'missing_reference', nodeId: 'start' }));
  });

  it('of another school is not found, nor are its people', async () => {
    const [id, theirs] = [await opened(), await opened({ eventType: 'automation.requested' }, stranger)];
    const [ana] = await people(1);
    const { id: foreign } = await person(stranger);
    const mine = { who: 'contacts', contactIds: [ana?.id] };
    expect((await add(id, mine, 'x', stranger)).status).toBe(404);
    expect((await add(theirs, mine)).status).toBe(404);
    expect((await add(id, { who: 'contacts', contactIds: [foreign] })).status).toBe(422);
    const { body } = await add(id, mine);
    expect((await stranger.get(`/api/admin/automations/${id}/entries/${body.id}`)).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/automations/${id}/entries/${body.id}/cancel`)).status).toBe(404);
    expect((await stranger.get(`/api/admin/automations/${id}/entries`)).status).toBe(404);
    expect(await result(id, body.id)).toMatchObject({ state: 'done', entered: 1 });
  });
});

describe('a program', () => {
  const keyOf = async (scopes: string[], who = owner) =>
    (await who.send('POST', '/api/admin/api-keys', { name: 'Shop sync', scopes })).body.key as string;
  const call = (key: string, method: 'GET' | 'POST', path: string, body?: object, idempotency?: string) =>
    fixture.request({
      ...{ method, path, body },
      headers: { authorization: `Bearer ${key}`, ...(idempotency && { 'idempotency-key': idempotency }) },
    });

  it('adds people once per Idempotency-Key, and reads who entered', async () => {
    const id = await opened();
    const [ana] = await people(1);
    const key = await keyOf(['automations:read', 'automations:write']);
    const body = { who: 'emails', emails: [ana?.email, 'nobody@example.com'] };
    const first = await call(key, 'POST', `/v1/automations/${id}/entries`, body, 'once');
    const again = await call(key, 'POST', `/v1/automations/${id}/entries`, body, 'once');
    expect([first.status, first.body, again.body]).toEqual([
      202,
      { id: expect.any(String), unknown: ['nobody@example.com'] },
      first.body,
    ]);
    await drain(relay);
    const { status, body: read } = await call(key, 'GET', `/v1/automations/${id}/entries/${first.body.id}`);
    expect([status, read]).toEqual([
      200,
      expect.objectContaining({ via: 'program', requestedBy: 'Shop sync', entered: 1, refused: 0 }),
    ]);
    expect(await inside(id)).toEqual([ana?.id]);
  });

  it('does not without the scope, nor for another school', async () => {
    const id = await opened();
    const reads = await keyOf(['automations:read']);
    const theirs = await keyOf(['automations:read', 'automations:write'], stranger);
    expect((await call(reads, 'POST', `/v1/automations/${id}/entries`, { who: 'everyone' })).status).toBe(403);
    expect((await call(theirs, 'POST', `/v1/automations/${id}/entries`, { who: 'everyone' })).status).toBe(404);
  });
});
