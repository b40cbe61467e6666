import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { searchText } from '@perennial/domain/search';
import { openDatabase, type TestDatabase } from '../../support/database.js';

let db: TestDatabase;
let school: string;
beforeAll(async () => {
  db = await openDatabase('search');
  school = await db.school('kiln');
  const other = await db.school('bread');
  await db.asOwner(
    `insert into contact (school_id, email, name)
       select case when i % 4 = 0 then $2::uuid else $1::uuid end, md5(i::text) || '@example.org', (array['Ana Ruiz', 'Иван Петров', '王小明'])[1 + i % 3]
         || ' ' || substr(md5(i::text), 1, 4) || chr(19968 + i % 4000) from generate_series(1, 12000) i`,
    [school, other],
  );
  await db.asOwner('vacuum analyze search_entry');
}, 60_000);
afterAll(() => db.close());

/** Rows found, and the indexes that were scanned on the way. */
async function search(typed: string): Promise<{ found: number; indexes: string[] }> {
  const scans = async () =>
    new Map(
      (
        await db.asOwner<{ name: string; scans: string }>(
          `select indexrelname as name, idx_scan as scans from pg_stat_user_indexes where relname = 'search_entry'`,
        )
      ).map(({ name, scans }) => [name, Number(scans)]),
    );
  const before = await scans();
  const found = await db.tenancy.withSchool(school, async () => {
    const rows = await db.tenancy.rows(`select id from search_entries(app_school(), '{contact}', $1)`, [typed]);
    await db.tenancy.rows('select pg_stat_force_next_flush()');
    return rows.length;
  });
  // The counts of a connection are flushed when its transaction has ended.
  await db.tenancy.withSchool(school, () => db.tenancy.rows('select 1'));
  const after = await scans();
  return { found, indexes: [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name) };
}

describe('a search', () => {
  it.each([
    ['part of an address', 'c4ca4238', 'search_entry_words'],
    ['two letters', 'zz', 'search_entry_words'],
    ['one Chinese character', '乀', 'search_entry_grams'],
    ['Cyrillic letters that nobody has', 'ольга', 'search_entry_grams'],
    ['two Cyrillic letters', 'ол', 'search_entry_grams'],
  ])('by %s uses an index', async (_, typed, index) => {
    expect((await search(typed)).indexes).toEqual([index]);
  });

  it('finds in the school in scope only', async () => {
    expect((await search('ruiz')).found).toBe(3000);
  });
});

describe('the normalised text', () => {
  it('is the same in the database and in the browser, for each character of the scripts that people write', async () => {
    const ranges = [
      [0x20, 0x5ff],
      [0x600, 0x6ff],
      [0x900, 0x97f],
      [0xe00, 0xe7f],
      [0x10d0, 0x10ff],
      [0x1e00, 0x206f],
      [0x20a0, 0x20bf],
      [0x2100, 0x218b],
      [0x2460, 0x24ff],
      [0x3000, 0x30ff],
      [0x3200, 0x33ff],
      [0x4e00, 0x4eff],
      [0xac00, 0xacff],
      [0xf900, 0xf9ff],
      [0xfb00, 0xfb4f],
      [0xfe00, 0xffee],
      [0x1f600, 0x1f64f],
    ] as const;
    const characters = ranges
      .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)))
      .filter((character) => /\P{Cn}/u.test(character));
    const rows = await db.asOwner<{ text: string; normal: string }>(
      `select text, search_normal('a' || text || 'b') as normal from unnest($1::text[]) as text`,
      [characters],
    );
    const differing = rows.filter(({ text, normal }) => searchText(`a${text}b`) !== normal);
    expect(differing.map(({ text }) => text.codePointAt(0)?.toString(16))).toEqual([]);
    expect(rows.length).toBeGreaterThan(4000);
  });
});
