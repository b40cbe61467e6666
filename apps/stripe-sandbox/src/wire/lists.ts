import type { Entry, Filter, Range } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid, missing } from './errors.js';
import type { Kind, Kinds, ListPage } from './types.js';

/** Cursor parameters, as every list takes them. */
export interface Cursor {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: Range | number;
}

/** Checked page size. */
export function limitOf(cursor: Cursor): number {
  const limit = cursor.limit ?? 10;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('Invalid limit: must be between 1 and 100', 'limit');
  return limit;
}

/** A page of the objects of one kind that pass the filters, newest first. */
export async function page<K extends Kind>(
  tx: Tx,
  kind: K,
  url: string,
  cursor: Cursor,
  filters: readonly Filter[] = [],
): Promise<ListPage<Kinds[K]>> {
  const entries = await pageEntries(tx, kind, cursor, filters);
  return { object: 'list', data: entries.rows.map((entry) => entry.data), has_more: entries.more, url };
}

/** Like {@link page}, with the hidden state. */
export async function pageEntries<K extends Kind>(
  tx: Tx,
  kind: K,
  cursor: Cursor,
  filters: readonly Filter[],
): Promise<{ rows: Entry<K>[]; more: boolean }> {
  const limit = limitOf(cursor);
  if (cursor.starting_after) await tx.get(kind, cursor.starting_after, 'starting_after');
  if (cursor.ending_before) await tx.get(kind, cursor.ending_before, 'ending_before');
  const created = typeof cursor.created === 'number' ? { gte: cursor.created, lte: cursor.created } : cursor.created;
  const rows = await tx.select(kind, filters, {
    limit: limit + 1,
    ...(created && { created }),
    ...(cursor.starting_after && { after: cursor.starting_after }),
    ...(cursor.ending_before && { before: cursor.ending_before }),
  });
  const more = rows.length > limit;
  return { rows: cursor.ending_before ? rows.slice(-limit) : rows.slice(0, limit), more };
}

/** A page of a list that lives inside an object (items, lines). */
export function pageOf<T extends { id: string }>(data: readonly T[], url: string, cursor: Cursor): ListPage<T> {
  const limit = limitOf(cursor);
  const after = cursor.starting_after ? indexOf(data, cursor.starting_after, 'starting_after') + 1 : 0;
  const end = cursor.ending_before ? indexOf(data, cursor.ending_before, 'ending_before') : data.length;
  const start = cursor.ending_before ? Math.max(after, end - limit) : after;
  const shown = data.slice(start, Math.min(end, start + limit));
  return { object: 'list', data: shown, has_more: cursor.ending_before ? start > 0 : start + limit < data.length, url };
}

function indexOf(data: readonly { id: string }[], id: string, param: string): number {
  const index = data.findIndex((item) => item.id === id);
  if (index < 0) throw missing('item', id, param);
  return index;
}

/** Filters out of a record of optional values. */
export function filtersOf(values: Record<string, string | boolean | undefined>): Filter[] {
  return Object.entries(values).flatMap(([path, is]) => (is === undefined ? [] : [{ path, is }]));
}
