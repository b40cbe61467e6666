import { describe, expect, it } from '@jest/globals';
import { pausedInWords } from './paused';

describe('a pause', () => {
  it('says what it means for whom', () => {
    expect(pausedInWords(0)).toBe('Paused. Nobody new enters, and nobody is on their way.');
    expect(pausedInWords(1)).toBe('Paused. Nobody new enters; the 1 person on their way goes on to the end.');
    expect(pausedInWords(1200)).toBe('Paused. Nobody new enters; the 1,200 people on their way go on to the end.');
  });
});
