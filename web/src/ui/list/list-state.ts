/** What a list shows; it lives in the address, so that a link opens the same view for a colleague. */
export interface ListState {
  readonly q: string;
  /** A field's name, with `-` in front for descending. */
  readonly sort: string;
  readonly page: number;
}

export const pageSize = 25;

/** Reads the state of a list from the address. */
export function readListState(search: URLSearchParams, defaultSort: string): ListState {
  const page = Number(search.get('page') ?? 1);
  return {
    q: search.get('q') ?? '',
    sort: search.get('sort') ?? defaultSort,
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The address with a change to the list; anything but turning the page goes back to the first one. */
export function writeListState(search: URLSearchParams, change: Partial<ListState>, defaultSort: string): URLSearchParams {
  const next = new URLSearchParams(search);
  const state = { ...readListState(search, defaultSort), page: 1, ...change };
  const set = (name: string, value: string, plain: string) => (value === plain ? next.delete(name) : next.set(name, value));
  set('q', state.q, '');
  set('sort', state.sort, defaultSort);
  set('page', String(state.page), '1');
  return next;
}

/** The sort after a click on a column: up, then down. */
export const toggleSort = (current: string, field: string): string => (current === field ? `-${field}` : field);
