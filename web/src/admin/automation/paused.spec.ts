import { describe, expect, it } from '@jest/globals';
import { pausedInWords } from './paused';

describe('a pause', () => {
  it.each([
    [0, 0, 'Paused. Nobody new enters. Nobody is on their way.'],
    [0, 7, 'Paused. Nobody new enters. 7 need attention.'],
    [1, 0, 'Paused. Nobody new enters; the 1 person on their way goes on to the end.'],
    [1200, 1, 'Paused. Nobody new enters; the 1,200 people on their way go on to the end. 1 needs attention.'],
  ])('with %i on their way and %i stuck says what it means for whom', (moving, stuck, words) => {
    expect(pausedInWords({ moving, stuck })).toBe(words);
  });
});
