import { parseEmailAddress } from '@perennial/domain/addresses';
import type { SearchKind } from '@perennial/domain/search';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Page } from './schemas.js';

/** The parameters of a list request. */
export interface ListQuery {
  readonly q: string;
  readonly sort?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** After this many entries a page is deep: its IDs are read before its entries. */
const deep = 500;

/** How far a list is counted. The total of a longer one is this number, and is not exact. */
export const countedUpTo = 10_000;

/** The total of a list with this many entries, which may have been counted to one more than {@link countedUpTo} only. */
export const totalOf = (counted: number): Pick<Page<unknown>, 'total' | 'totalIsExact'> => ({
  total: Math.min(counted, countedUpTo),
  totalIsExact: counted <= countedUpTo,
});

/** One page of a query: sorted by a column of `sorts` (the first one unless asked otherwise), ties broken by id. */
export async function listPage<E extends ObjectLiteral, R>(
  query: SelectQueryBuilder<E>,
  asked: ListQuery,
  sorts: Readonly<Record<string, string>>,
  fallback: string,
  map: (rows: E[]) => R[] | Promise<R[]>,
): Promise<Page<R>> {
  const sort = asked.sort ?? fallback;
  const column = sorts[sort.replace(/^-/, '')] ?? `${query.alias}.id`;
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  query
    .orderBy(column, direction)
    .addOrderBy(`${query.alias}.id`, direction)
    .offset((asked.page - 1) * asked.pageSize)
    .limit(asked.pageSize);
  const [rows, counted] = asked.q ? await searched(query) : await listed(query, asked);
  return { items: await map(rows), ...totalOf(counted), page: asked.page, pageSize: asked.pageSize };
}

async function listed<E extends ObjectLiteral>(query: SelectQueryBuilder<E>, asked: ListQuery): Promise<[E[], number]> {
  const offset = (asked.page - 1) * asked.pageSize;
  const rows = offset < deep ? await query.getMany() : await rowsOf(query, await idsOf(query));
  // The last page says how many there are.
  const isLast = rows.length < asked.pageSize && (rows.length > 0 || asked.page === 1);
  return [rows, isLast ? offset + rows.length : await countOf(query)];
}

/** IDs of a page: skipped entries are read from an index only, which has the order of the list. */
async function idsOf<E extends ObjectLiteral>(query: SelectQueryBuilder<E>): Promise<string[]> {
  const found = await query.clone().select(`${query.alias}.id`, 'id').getRawMany<{ id: string }>();
  return found.map(({ id }) => id);
}

/** Entries with the IDs of a page, in its order. */
async function rowsOf<E extends ObjectLiteral>(query: SelectQueryBuilder<E>, ids: readonly string[]): Promise<E[]> {
  if (ids.length === 0) return [];
  return query.clone().where(`${query.alias}.id = any(:ids)`, { ids }).offset(undefined).limit(undefined).getMany();
}

/** Counts to one more than {@link countedUpTo}: nobody pages through the rest, and counting it takes longer than the page. */
async function countOf<E extends ObjectLiteral>(query: SelectQueryBuilder<E>): Promise<number> {
  const counted = query
    .clone()
    .select(`${query.alias}.id`)
    .orderBy()
    .offset(undefined)
    .limit(countedUpTo + 1);
  const row = await query
    .createQueryBuilder()
    .select('count(*)::int', 'total')
    .from(`(${counted.getQuery()})`, 'counted')
    .setParameters(counted.getParameters())
    .getRawOne<{ total: number }>();
  return row?.total ?? 0;
}

/** Page and total of a search in one statement, so that its condition is looked up once; then the rows of the page. */
async function searched<E extends ObjectLiteral>(query: SelectQueryBuilder<E>): Promise<[E[], number]> {
  const id = `${query.alias}.id`;
  const found = await query
    .clone()
    .select(id, 'id')
    .addSelect('count(*) over ()::int', 'total')
    .getRawMany<{ id: string; total: number }>();
  // A page past the end has no row with the total.
  if (found.length === 0) return [[], await countOf(query)];
  const ids = found.map((row) => row.id);
  return [await rowsOf(query, ids), found[0]?.total ?? 0];
}

/** Normalises the search text: an address with an international domain is stored in its ASCII form. */
export const searchable = (typed: string): string =>
  typed
    .split(/\s+/)
    .map((word) => {
      const parsed = word.includes('@') ? parseEmailAddress(word) : null;
      return parsed?.ok ? parsed.address : word;
    })
    .join(' ');

/** Keeps the rows that have every word that was typed, in any order, case and spelling of accents. */
export function matching<E extends ObjectLiteral>(query: SelectQueryBuilder<E>, kind: SearchKind, typed: string): void {
  if (typed === '') return;
  query.andWhere(
    `${query.alias}.id = any(array(select found.id from search_entries(app_school(), array[:searched], :typed) found))`,
    {
      searched: kind,
      typed: searchable(typed),
    },
  );
}
