import { describe, expect, it } from '@jest/globals';
import { freeBranchId } from './branches.js';

describe('the ID of a new branch', () => {
  it.each([
    ['a', []],
    ['c', ['a', 'b']],
    ['d', ['a', 'c']],
    ['c', ['b', 'paid', 'a']],
    ['a', ['z']],
  ])('is %s beside %j', (expected, taken) => {
    expect(freeBranchId(taken)).toBe(expected);
  });

  it('is one that no branch has, also after all letters', () => {
    const taken = [...'abcdefghijklmnopqrstuvwxyz'];
    expect(taken).not.toContain(freeBranchId(taken));
  });
});
