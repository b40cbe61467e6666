import { describe, expect, it } from '@jest/globals';
import { moved } from './moved';

describe('a moved branch', () => {
  it.each([
    [0, 1, 'bac'],
    [1, 1, 'acb'],
    [2, -1, 'acb'],
    [1, -1, 'bac'],
  ] as const)('at %i by %i changes places with its neighbour: %s', (index, by, expected) => {
    expect(moved([...'abc'], index, by).join('')).toBe(expected);
  });
});
