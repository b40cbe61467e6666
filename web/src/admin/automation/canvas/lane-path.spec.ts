import { describe, expect, it } from '@jest/globals';
import { lanePath } from './lane-path';

describe('a connection beside cards', () => {
  it('goes down in its lane and ends where it leads', () => {
    const { path, label } = lanePath({ x: 100, y: 0 }, { x: 100, y: 300 }, 260);
    expect(path.startsWith('M 100 0')).toBe(true);
    expect(path).toContain('L 260 260');
    expect(path.endsWith('L 100 300')).toBe(true);
    expect(label).toEqual({ x: 260, y: 150 });
  });

  it('is straight where nothing is in its way', () => {
    expect(lanePath({ x: 50, y: 0 }, { x: 50, y: 300 }, 50).path).not.toContain('NaN');
  });
});
