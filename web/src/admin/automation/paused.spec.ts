import { describe, expect, it } from '@jest/globals';
import { pausedInWords } from './paused';

describe('a pause', () => {
  it.each([
    [0, 0, 'Paused. No one new can enter. No one is in progress.'],
    [0, 7, 'Paused. No one new can enter. 7 need attention.'],
    [1, 0, 'Paused. No one new can enter; the person in progress continues to the end.'],
    [1200, 1, 'Paused. No one new can enter; the 1,200 people in progress continue to the end. 1 needs attention.'],
  ])('with %i in progress and %i stuck describes the effect of a pause', (moving, stuck, words) => {
    expect(pausedInWords({ moving, stuck })).toBe(words);
  });

  it('that holds people says so', () => {
    expect(pausedInWords({ moving: 3, stuck: 0, held: true })).toBe(
      'Paused. No one new can enter; the 3 people in progress are held until you resume it.',
    );
  });
});
