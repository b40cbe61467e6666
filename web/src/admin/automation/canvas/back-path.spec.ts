import { describe, expect, it } from '@jest/globals';
import { backPath } from './back-path';

describe('the line of a step that goes back', () => {
  it('runs beside the wider of the two cards and ends at the earlier one', () => {
    const path = backPath({ x: 0, y: 400 }, { x: 100, y: 0 });
    expect(path.startsWith('M 272 438')).toBe(true);
    expect(path).toContain('L 400 50');
    expect(path).toContain('L 374 38');
    expect(path).not.toContain('NaN');
  });
});
