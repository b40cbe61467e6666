import { describe, expect, it } from '@jest/globals';
import { attributePairs } from './search-attributes.js';

describe('search attributes', () => {
  it('are keywords, and what does not apply is left out', () => {
    expect(attributePairs({ SchoolId: 'a', ContactId: null, WaitKind: 'trial_ends' })).toEqual([
      { key: { name: 'SchoolId', type: 'KEYWORD' }, value: 'a' },
      { key: { name: 'WaitKind', type: 'KEYWORD' }, value: 'trial_ends' },
    ]);
  });
});
