import { describe, expect, it } from '@jest/globals';
import { oneOf, queryString } from './query';

describe('queries', () => {
  it('leaves out what is empty', () => {
    expect(queryString({ q: '', page: 2, state: null, tag: undefined, sort: '-name' })).toBe('page=2&sort=-name');
  });

  it('lets only known values through', () => {
    expect(oneOf(['name', '-name'], '-name')).toBe('-name');
    expect(oneOf(['name', '-name'], 'password')).toBeUndefined();
    expect(oneOf(['name'], null)).toBeUndefined();
  });
});
