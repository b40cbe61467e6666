import { describe, expect, it } from '@jest/globals';
import { readListState, toggleSort, writeListState } from './list-state';

describe('state of a list in the address', () => {
  it('leaves out what is usual', () => {
    expect(writeListState(new URLSearchParams('q=ana&tab=x'), { q: '' }, '-createdAt').toString()).toBe('tab=x');
  });

  it('goes back to the first page when the search changes', () => {
    const next = writeListState(new URLSearchParams('page=4'), { q: 'ana' }, 'name');
    expect(readListState(next, 'name')).toEqual({ q: 'ana', sort: 'name', page: 1 });
  });

  it('takes a page that is not a number for the first', () => {
    expect(readListState(new URLSearchParams('page=abc'), 'name').page).toBe(1);
  });

  it('turns a column around on the second click', () => {
    expect(toggleSort('name', 'name')).toBe('-name');
    expect(toggleSort('-name', 'name')).toBe('name');
  });
});
