import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let courseId: string;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  const course = await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Zen of glazing' });
  courseId = course.body.id;
  await fixture.rows(
    fixture.kiln,
    `insert into product (school_id, kind, title, slug) select $1, 'course', 'Course ' || n, 'course-' || n from generate_series(1, 150) n`,
    [fixture.kiln],
  );
  await owner.send('POST', '/api/admin/contacts', { email: 'mia@kiln.example', name: 'Mia Glaze' });
  await fixture.rows(fixture.kiln, `insert into tag (school_id, name) select $1, unnest(array['early bird', 'vip'])`, [
    fixture.kiln,
  ]);
}, 60_000);
afterAll(() => fixture.close());

interface Item {
  readonly id: string;
  readonly label: string;
  readonly detail: string | null;
}
const lookup = async (kind: string, query: Readonly<Record<string, string>>, who = owner) =>
  (await who.get(`/api/admin/lookups/${kind}?${new URLSearchParams(query)}`)).body as { items: Item[]; more: boolean };

describe('lookups for pickers', () => {
  it('find a record behind the first hundred by any of its words', async () => {
    expect(await lookup('course', { q: 'glazing zen' })).toEqual({
      items: [{ id: courseId, label: 'Zen of glazing', detail: null }],
      more: false,
    });
    const { items, more } = await lookup('course', {});
    expect([items.length, more]).toEqual([20, true]);
  });

  it('name a stored record by its ID, even an archived one, which a search no longer offers', async () => {
    const { body } = await owner.send('POST', '/api/admin/products', { kind: 'course', title: 'Salt firing' });
    await owner.send('POST', `/api/admin/products/${body.id}/archive`);
    const stored = { id: body.id, label: 'Salt firing', detail: 'Archived' };
    expect((await lookup('product', { ids: `${body.id},${courseId}` })).items).toEqual([
      stored,
      { id: courseId, label: 'Zen of glazing', detail: null },
    ]);
    expect((await lookup('product', { q: 'salt' })).items).toEqual([]);
  });

  it.each([
    ['contact', 'glaze', [['Mia Glaze', 'mia@kiln.example']]],
    ['tag', 'BIRD', [['early bird', null]]],
    [
      'tag',
      '',
      [
        ['early bird', null],
        ['vip', null],
      ],
    ],
  ])('of the kind %s find “%s”', async (kind, q, expected) => {
    expect((await lookup(kind, { q })).items.map(({ label, detail }) => [label, detail])).toEqual(expected);
  });

  it.each(['automation', 'plan', 'template', 'lesson'])(
    'of the kind %s return nothing for an ID that does not exist',
    async (kind) => {
      expect(await lookup(kind, { ids: '01920000-0000-7000-8000-00000000dead' })).toEqual({ items: [], more: false });
      expect(Array.isArray((await lookup(kind, { q: 'a' })).items)).toBe(true);
    },
  );

  it("never find or name another school's records", async () => {
    const bread = await fixture.owner('bread');
    expect((await lookup('course', { q: 'zen' }, bread)).items).toEqual([]);
    expect((await lookup('course', { ids: courseId }, bread)).items).toEqual([]);
    expect((await lookup('tag', {}, bread)).items.map(({ label }) => label)).not.toContain('vip');
    expect((await lookup('contact', { q: 'glaze' }, bread)).items).toEqual([]);
  });

  it('are refused for an unknown kind, for more than 100 IDs, and to those who are not signed in', async () => {
    const status = async (path: string, who = owner) => (await who.get(`/api/admin/lookups/${path}`)).status;
    expect(await status('school')).toBe(404);
    expect(await status(`plan?ids=${Array.from({ length: 101 }, (_, index) => index).join(',')}`)).toBe(400);
    expect(await status('plan', fixture.visitor('admin'))).toBe(401);
  });
});
