import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from './http.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let write: Program;
let read: Program;
let theirs: Program;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  write = await program(owner, ['contacts:write', 'contacts:read']);
  read = await program(owner, ['contacts:read']);
  theirs = await program(await fixture.owner('bread'), ['contacts:write', 'contacts:read']);
}, 60_000);
afterAll(() => fixture.close());

type Program = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Answer>;

/** A program with a key of its own. */
async function program(staff: Visitor, scopes: readonly string[]): Promise<Program> {
  const { key } = (await staff.send('POST', '/api/admin/api-keys', { name: 'Shop', scopes })).body;
  return (method, path, body, headers = {}) =>
    fixture.request({ method, path: `/v1/contacts${path}`, body, headers: { authorization: `Bearer ${key}`, ...headers } });
}

describe('contacts of programs', () => {
  it('are made by their address, and changed where a field is given', async () => {
    const made = await write('POST', '', { email: 'Ana@kiln.example', name: 'Ana', timeZone: 'Europe/Lisbon' });
    expect([made.status, made.body]).toMatchObject([200, { created: true, email: 'ana@kiln.example', name: 'Ana', tags: [] }]);
    const changed = await write('POST', '', { email: 'ana@kiln.example', name: 'Ana Ferreira' });
    expect(changed.body).toMatchObject({ id: made.body.id, created: false, name: 'Ana Ferreira', timeZone: 'Europe/Lisbon' });
    expect((await owner.get(`/api/admin/contacts/${made.body.id}`)).body.name).toBe('Ana Ferreira');
  });

  it('get the same answer under the same key, also at the same moment, and are refused under the key of another body', async () => {
    const headers = { 'idempotency-key': 'sync-1' };
    const send = () => write('POST', '', { email: 'once@kiln.example', name: 'Once' }, headers);
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status, body }) => [status, body.created])).toEqual(answers.map(() => [200, true]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const other = await write('POST', '', { email: 'other@kiln.example' }, headers);
    expect([other.status, other.body.error.code]).toEqual([409, 'idempotency_mismatch']);
    expect((await read('GET', '?email=other@kiln.example')).body.total).toBe(0);
  });

  it('are refused under a key that cannot be one', async () => {
    for (const key of ['two words', 'x'.repeat(201)]) {
      const refused = await write('POST', '', { email: 'keyed@kiln.example' }, { 'idempotency-key': key });
      expect([refused.status, refused.body.error.field]).toEqual([400, 'Idempotency-Key']);
    }
    expect((await read('GET', '?email=keyed@kiln.example')).body.total).toBe(0);
  });

  it('are found by address, by words and by tag', async () => {
    const { id } = (await write('POST', '', { email: 'found@kiln.example', name: 'Found Easily' })).body;
    await write('PUT', `/${id}/tags/potter`);
    for (const query of ['email=FOUND@kiln.example', 'q=easily', 'tag=potter'])
      expect((await read('GET', `?${query}`)).body.items).toMatchObject([{ id, tags: ['potter'] }]);
    expect((await read('GET', '?email=nobody@kiln.example')).body.items).toEqual([]);
  });

  it('are read with their access and memberships, and nothing that only staff see', async () => {
    const { id } = (await write('POST', '', { email: 'member@kiln.example' })).body;
    await fixture.rows(
      fixture.kiln,
      `with p as (insert into plan (title, slug, price_amount, currency, interval_months) values ('All year', 'all-year', 2900, 'eur', 1) returning id)
       insert into membership (plan_id, contact_id, state, price_amount, currency, interval_months) select id, $1, 'active', 2900, 'eur', 1 from p`,
      [id],
    );
    const { body } = await read('GET', `/${id}`);
    expect(body).toMatchObject({ id, access: [], memberships: [{ planTitle: 'All year', state: 'active' }] });
    expect(Object.keys(body)).not.toContain('clockId');
    expect(Object.keys(body.memberships[0])).not.toContain('invoices');
  });

  it('get values of contact fields by name or ID, keep the others, and are refused with one that does not fit', async () => {
    const field = async (body: object) => (await owner.send('POST', '/api/admin/contact-fields', body)).body.id as string;
    const level = await field({ name: 'Level', type: 'number' });
    const clay = await field({ name: 'Clay', type: 'choices', options: ['Stoneware', 'Porcelain'] });
    const email = 'fields@kiln.example';
    const made = await write('POST', '', { email, fields: { ' level': '3', [clay]: ['porcelain'] } });
    const values = [
      { fieldId: clay, name: 'Clay', value: ['Porcelain'] },
      { fieldId: level, name: 'Level', value: 3 },
    ];
    expect([made.status, made.body.fields]).toEqual([200, values]);
    expect((await read('GET', `?email=${email}`)).body.items).toMatchObject([{ fields: values }]);
    const changed = await write('POST', '', { email, fields: { Clay: null } });
    expect(changed.body.fields).toEqual([{ fieldId: level, name: 'Level', value: 3 }]);
    expect((await read('GET', `/${made.body.id}`)).body.fields).toEqual(changed.body.fields);

    const refused = await write('POST', '', { email: 'none@kiln.example', fields: { Level: 'high', Shoe: 42 } });
    expect([refused.status, refused.body.error.details]).toEqual([
      400,
      [
        { field: 'fields.Level', message: 'Level: Enter a number such as 12.5.' },
        { field: 'fields.Shoe', message: 'This contact field does not exist.' },
      ],
    ]);
    expect((await read('GET', '?email=none@kiln.example')).body.total).toBe(0);
    // A program of another school knows none of the fields.
    expect((await theirs('POST', '', { email, fields: { [level]: 3 } })).status).toBe(400);
  });

  it('get and lose a tag, which is recorded once however often it is requested', async () => {
    const { id } = (await write('POST', '', { email: 'tagged@kiln.example' })).body;
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE']) expect((await write(method, `/${id}/tags/early`)).status).toBe(200);
    const told = await fixture.rows<{ type: string }>(fixture.kiln, 'select type from event where contact_id = $1 order by id', [
      id,
    ]);
    expect(told.map(({ type }) => type)).toEqual(['tag.added', 'tag.removed']);
  });

  it('are changed only by a key that may', async () => {
    const { id } = (await write('POST', '', { email: 'safe@kiln.example' })).body;
    const refused = [
      await read('POST', '', { email: 'safe@kiln.example', name: 'Changed' }),
      await read('PUT', `/${id}/tags/x`),
      await read('DELETE', `/${id}/tags/x`),
      await (await program(owner, ['events:write']))('GET', `/${id}`),
    ];
    expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual(refused.map(() => [403, 'missing_scope']));
    expect((await read('GET', `/${id}`)).body).toMatchObject({ name: '', tags: [] });
  });

  it('of another school are not found, read or changed; the same address is a different person there', async () => {
    const { id } = (await write('POST', '', { email: 'shared@kiln.example', name: 'Ours' })).body;
    expect((await theirs('GET', '?email=shared@kiln.example')).body.items).toEqual([]);
    for (const answer of [
      await theirs('GET', `/${id}`),
      await theirs('PUT', `/${id}/tags/x`),
      await theirs('DELETE', `/${id}/tags/x`),
    ])
      expect(answer.status).toBe(404);
    const another = await theirs('POST', '', { email: 'shared@kiln.example', name: 'Theirs' });
    expect(another.body).toMatchObject({ created: true });
    expect(another.body.id).not.toBe(id);
    expect((await read('GET', `/${id}`)).body).toMatchObject({ name: 'Ours', tags: [] });
  });
});
