import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  await owner.send('POST', '/api/admin/contacts', { email: 'zed@kiln.example', name: 'Trial Throwing' });
  await owner.send('POST', '/api/admin/contacts', { email: 'throwing@kiln.example', name: '' });
  const course = await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Throwing on the wheel' });
  await owner.send('POST', '/api/admin/plans', {
    title: 'All about throwing',
    priceAmount: 2900,
    intervalMonths: 1,
    productIds: [course.body.id],
  });
  await owner.send('POST', '/api/admin/automations', { name: 'After Throwing' });
  await owner.send('POST', '/api/admin/email-templates', { name: 'Welcome to throwing' });
  for (let index = 0; index < 8; index++)
    await owner.send('POST', '/api/admin/contacts', { email: `m${index}@kiln.example`, name: `Overthrowing ${index}` });
}, 60_000);
afterAll(() => fixture.close());

const search = async (q: string, who = owner) => (await who.get(`/api/admin/search?q=${encodeURIComponent(q)}`)).body.items;

describe('a search over everything', () => {
  it('finds contacts, memberships, products, automations and emails, the best of each kind first and five at most', async () => {
    const found: { kind: string; title: string; detail: string | null }[] = await search('THROWING');
    expect(found.map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
      ['contact', 'throwing@kiln.example', null],
      ['contact', 'Trial Throwing', 'zed@kiln.example'],
      ['contact', 'Overthrowing 0', 'm0@kiln.example'],
      ['contact', 'Overthrowing 1', 'm1@kiln.example'],
      ['contact', 'Overthrowing 2', 'm2@kiln.example'],
      ['plan', 'All about throwing', null],
      ['product', 'Throwing on the wheel', null],
      ['automation', 'After Throwing', null],
      ['email_template', 'Welcome to throwing', null],
    ]);
  });

  it('finds who begins with a word, and records of other kinds, however many people have it in another place', async () => {
    await fixture.rows(
      fixture.kiln,
      `insert into contact (email, name) select 'f' || n || '@kiln.example', 'Ana' || n || ' Ferreira' from generate_series(1, 2100) n`,
    );
    await owner.send('POST', '/api/admin/contacts', { email: 'last@kiln.example', name: 'Ferreira Zoe' });
    await owner.send('POST', '/api/admin/email-templates', { name: 'For the family Ferreira' });
    const found: { kind: string; title: string }[] = await search('ferreira');
    expect(found.map(({ kind }) => kind)).toEqual([...Array(5).fill('contact'), 'email_template']);
    expect(found[0]?.title).toBe('Ferreira Zoe');
    expect(new Set(found.map(({ title }) => title)).size).toBe(6);
  });

  it('leaves out what is archived, and the automations behind built-in emails', async () => {
    const course = await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Gone permanently' });
    await owner.send('POST', `/api/admin/products/${course.body.id}/archive`);
    expect(await search('gone permanently')).toEqual([]);
    expect((await search('trial')).map(({ kind }: { kind: string }) => kind)).not.toContain('automation');
  });

  it("finds nothing of another school's", async () => {
    expect(await search('throwing', await fixture.owner('bread'))).toEqual([]);
  });

  it('is refused without a word, and to those who are not signed in', async () => {
    expect((await owner.get('/api/admin/search?q=%20')).status).toBe(400);
    expect((await fixture.visitor('admin').get('/api/admin/search?q=throwing')).status).toBe(401);
  });
});
