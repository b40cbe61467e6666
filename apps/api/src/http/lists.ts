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
  const [rows, total] = await query
    .orderBy(column, direction)
    .addOrderBy(`${query.alias}.id`, direction)
    .offset((asked.page - 1) * asked.pageSize)
    .limit(asked.pageSize)
    .getManyAndCount();
  return { items: await map(rows), total, page: asked.page, pageSize: asked.pageSize };
}

/** A pattern for `ilike` that takes the words of a search literally. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
