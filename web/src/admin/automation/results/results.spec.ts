import { describe, expect, it } from '@jest/globals';
import { share } from './results';

describe('a share', () => {
  it.each([
    [0, 0, null],
    [0, 40, '0 %'],
    [1, 300, '0.3 %'],
    [3, 40, '7.5 %'],
    [4, 40, '10 %'],
    [2, 3, '67 %'],
    [5, 5, '100 %'],
  ])('of %i in %i is %s', (part, whole, text) => {
    expect(share(part, whole)).toBe(text);
  });
});
