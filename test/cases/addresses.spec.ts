import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../medium/api/shop.js';
import type { Visitor } from '../medium/api/support.js';

let shop: Shop;
let owner: Visitor;
let key: string;
beforeAll(async () => {
  shop = await Shop.open();
  owner = await shop.fixture.owner('kiln');
  const made = await owner.send('POST', '/api/admin/api-keys', {
    name: 'Spec',
    scopes: ['contacts:read', 'contacts:write', 'events:write'],
  });
  key = made.body.key;
}, 90_000);
afterAll(() => shop.fixture.close());

const program = (path: string, body: object) =>
  shop.fixture.request({ method: 'POST', path, body, headers: { authorization: `Bearer ${key}` } });

/** Every route that takes the address of a person who may be new. */
const routes = {
  admin: async (email: string) => owner.send('POST', '/api/admin/contacts', { email }),
  checkout: async (email: string) => shop.buy(shop.fixture.visitor('kiln'), email),
  '/v1/contacts': async (email: string) => program('/v1/contacts', { email }),
  '/v1/events': async (email: string) => program('/v1/events', { name: 'webinar.attended', contact: { email } }),
};
const stored = async (): Promise<string[]> =>
  (await shop.fixture.rows<{ email: string }>(shop.fixture.kiln, 'select email from contact order by email')).map(
    ({ email }) => email,
  );

describe.each(Object.entries(routes))('an email address at %s', (name, enter) => {
  const local = name.replace(/\W/g, '');

  it.each([
    [`${local}@xn--e1afmkfd.xn--p1ai`, `${local}@xn--e1afmkfd.xn--p1ai`],
    [`${local}2@пример.рф`, `${local}2@xn--e1afmkfd.xn--p1ai`],
    [`${local}@bäckerei-beispiel.de`, `${local}@xn--bckerei-beispiel-vnb.de`],
    [`${local}&d@example.org`, `${local}&d@example.org`],
    [`${local}/b@example.org`, `${local}/b@example.org`],
  ])('%s is taken and stored as %s', async (email, expected) => {
    const answer = await enter(email);
    expect([200, 201, 202]).toContain(answer.status);
    expect(await stored()).toContain(expected);
  });

  it.each(['a..b@example.org', 'a.@example.org', 'josé@example.org', 'ana@localhost'])('%s is refused', async (email) => {
    const before = await stored();
    const answer = await enter(email);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_input']);
    expect(answer.body.error.details[0].field).toMatch(/email$/);
    expect(await stored()).toEqual(before);
  });
});

it('one person is one contact, in whichever form the domain is typed', async () => {
  const first = await owner.send('POST', '/api/admin/contacts', { email: 'one@пример.рф' });
  const again = await owner.send('POST', '/api/admin/contacts', { email: 'ONE@xn--e1afmkfd.xn--p1ai' });
  expect([first.status, again.status, again.body.error.code]).toEqual([201, 409, 'email_taken']);
});
