import { describe, expect, it } from '@jest/globals';
import { nudge } from './nudge';

describe('a chosen card', () => {
  it('that is seen stays where it is', () => {
    expect(nudge(100, 200, 600)).toBe(0);
  });

  it('is brought just into view from either side', () => {
    expect(nudge(-50, 200, 600)).toBe(74);
    expect(nudge(500, 200, 600)).toBe(-124);
  });

  it('shows its beginning where there is no room for all of it', () => {
    expect(nudge(100, 800, 600)).toBe(-76);
  });
});
