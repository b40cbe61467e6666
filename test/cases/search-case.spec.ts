import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from '../medium/api/support.js';

let fixture: Fixture;
let owner: Visitor;
let key: string;
const people = ['Иван Петров', 'Álvaro Núñez', 'Łukasz Wójcik', 'Ελένη Παπάς'];

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  for (const [index, name] of people.entries())
    await owner.send('POST', '/api/admin/contacts', { email: `person${index}@kiln.example`, name });
  for (const title of ['Гончарное дело', 'Ёлка', 'ΚΕΡΑΜΙΚΉ'])
    await owner.send('POST', '/api/admin/products', { kind: 'course', title });
  const course = (await owner.get('/api/admin/products')).body.items[0].id;
  for (const title of ['École de poterie', 'Ceramics'])
    await owner.send('POST', '/api/admin/plans', { title, priceAmount: 2900, intervalMonths: 1, productIds: [course] });
  await owner.send('POST', '/api/admin/automations', { name: 'Émile reminder' });
  await owner.send('POST', '/api/admin/email-templates', { name: 'Добро пожаловать' });
  key = (await owner.send('POST', '/api/admin/api-keys', { name: 'CRM', scopes: ['contacts:read'] })).body.key;
}, 60_000);
afterAll(() => fixture.close());

const found = async (path: string, label: 'name' | 'title', q: string): Promise<string[]> =>
  (await owner.get(`${path}?q=${encodeURIComponent(q)}`)).body.items.map((item: Record<string, string>) => item[label]);

describe('a search finds in any case, outside ASCII too', () => {
  it.each([
    ['иван', 'Иван Петров'],
    ['ИВАН', 'Иван Петров'],
    ['álvaro', 'Álvaro Núñez'],
    ['ÁLVARO', 'Álvaro Núñez'],
    ['łukasz', 'Łukasz Wójcik'],
    ['ελένη', 'Ελένη Παπάς'],
    ['ΠΑΠΆΣ', 'Ελένη Παπάς'],
  ])('the contact for %s', async (q, name) => {
    expect(await found('/api/admin/contacts', 'name', q)).toEqual([name]);
  });

  it('contacts for a program', async () => {
    const answer = await fixture.request({
      method: 'GET',
      path: `/v1/contacts?q=${encodeURIComponent('ПЕТРОВ иван')}`,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.body.items.map(({ name }: { name: string }) => name)).toEqual(['Иван Петров']);
  });

  it('products', async () => {
    expect(await found('/api/admin/products', 'title', 'ГОНЧАР')).toEqual(['Гончарное дело']);
    expect(await found('/api/admin/products', 'title', 'елка')).toEqual(['Ёлка']);
    expect(await found('/api/admin/products', 'title', 'κεραμική')).toEqual(['ΚΕΡΑΜΙΚΉ']);
  });

  it('plans', async () => {
    expect(await found('/api/admin/plans', 'title', 'ÉCOLE')).toEqual(['École de poterie']);
  });

  it('automations', async () => {
    expect(await found('/api/admin/automations', 'name', 'émile')).toEqual(['Émile reminder']);
  });

  it('emails', async () => {
    expect(await found('/api/admin/email-templates', 'name', 'ПОЖАЛОВАТЬ')).toEqual(['Добро пожаловать']);
  });
});
