import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  for (const title of ['Wheel', 'Glaze', 'Kiln firing'])
    await owner.send('POST', '/api/admin/products', { kind: 'course', title });
  // From before the rule that a product needs a page for members.
  await fixture.rows(fixture.kiln, `insert into product (kind, title, slug) values ('download', 'Recipes', 'recipes')`);
}, 60_000);
afterAll(() => fixture.close());

const titles = async (query: string, visitor = owner) => {
  const { status, body } = await visitor.get(`/api/admin/products?${query}`);
  expect(status).toBe(200);
  return { titles: body.items.map(({ title }: { title: string }) => title), total: body.total };
};

describe('a list that is declared', () => {
  it('is sorted and paged, and counts what it does not show', async () => {
    expect(await titles('sort=title&pageSize=2')).toEqual({ titles: ['Glaze', 'Kiln firing'], total: 4 });
    expect(await titles('sort=title&pageSize=2&page=2')).toEqual({ titles: ['Recipes', 'Wheel'], total: 4 });
    expect((await titles('sort=-title')).titles[0]).toBe('Wheel');
  });

  it('is searched and filtered, and refuses what it does not know', async () => {
    expect(await titles('q=firing')).toEqual({ titles: ['Kiln firing'], total: 1 });
    expect(await titles('kind=download')).toEqual({ titles: ['Recipes'], total: 1 });
    expect((await titles('memberPage=true&sort=title')).titles).toEqual(['Glaze', 'Kiln firing', 'Wheel']);
    for (const query of ['sort=price', 'kind=book', 'memberPage=perhaps'])
      expect((await owner.get(`/api/admin/products?${query}`)).status).toBe(400);
  });

  it('is closed to visitors, and shows nothing of another school', async () => {
    expect((await fixture.visitor('admin').get('/api/admin/products')).status).toBe(401);
    expect(await titles('', await fixture.owner('bread'))).toEqual({ titles: [], total: 0 });
  });
});
