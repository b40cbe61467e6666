import { describe, expect, it } from '@jest/globals';
import { isPercent, withoutPercent } from './percent.js';

describe('the label of a percentage', () => {
  it('ends with the sign, which its text leaves to the value', () => {
    expect(['Course progress, %', 'Days left'].map(isPercent)).toEqual([true, false]);
    expect(['Course progress, %', 'Days left'].map(withoutPercent)).toEqual(['Course progress', 'Days left']);
  });
});
