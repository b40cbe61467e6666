import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Fixture, type Visitor } from './support.js';

jest.setTimeout(60_000);

let fixture: Fixture;
let owner: Visitor;

beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  await fixture.rows(
    fixture.kiln,
    `insert into contact (email, name) select 'n' || n || '@people.example', case when n <= 30 then 'Early' else 'Late' end from generate_series(1, 10001) n`,
  );
}, 60_000);
afterAll(() => fixture.close());

const list = async (query: string) => {
  const { body } = await owner.get(`/api/admin/contacts?${query}`);
  return { items: body.items.length, total: body.total, totalIsExact: body.totalIsExact };
};

describe('the pages of a list', () => {
  it('follow each other without a gap and in order, however deep they are', async () => {
    const inOrder = await fixture.rows<{ id: string }>(
      fixture.kiln,
      'select id from contact order by name desc, id desc limit 900',
    );
    const paged: string[] = [];
    for (let page = 1; page <= 9; page++) {
      const { body } = await owner.get(`/api/admin/contacts?sort=-name&pageSize=100&page=${page}`);
      paged.push(...body.items.map(({ id }: { id: string }) => id));
    }
    expect(paged).toEqual(inOrder.map(({ id }) => id));
  });
});

describe('the total of a list', () => {
  it('is counted to 10,000, and says that there are more', async () => {
    expect(await list('')).toEqual({ items: 25, total: 10_000, totalIsExact: false });
  });

  it('is exact on the last page, without counting', async () => {
    expect(await list('page=101&pageSize=100')).toEqual({ items: 1, total: 10_000, totalIsExact: false });
    expect(await list('q=Early&page=2&pageSize=20')).toEqual({ items: 10, total: 30, totalIsExact: true });
  });

  it('is that of the whole list on a page past its end', async () => {
    expect(await list('q=Early&page=9')).toEqual({ items: 0, total: 30, totalIsExact: true });
    expect(await list('page=999')).toEqual({ items: 0, total: 10_000, totalIsExact: false });
  });
});
