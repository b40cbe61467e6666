import type { SearchKind } from '@perennial/db';
import { parseEmailAddress } from '@perennial/domain/addresses';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Page } from './schemas.js';

/** What a list was asked for. */
export interface ListQuery {
  readonly q: string;
  readonly sort?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

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
  const [rows, total] = asked.q ? await searched(query) : await query.getManyAndCount();
  return { items: await map(rows), total, page: asked.page, pageSize: asked.pageSize };
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
  if (found.length === 0) return [[], await query.getCount()];
  const ids = found.map((row) => row.id);
  const rows = await query.clone().where(`${id} = any(:ids)`, { ids }).offset(undefined).limit(undefined).getMany();
  return [rows, found[0]?.total ?? 0];
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
