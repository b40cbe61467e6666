import { describe, expect, it } from '@jest/globals';
import { laneCorners, lanePath } from './lane-path';

describe('a connection in a lane', () => {
  it('goes down in its lane and ends where it leads', () => {
    const [source, target, lane] = [
      { x: 100, y: 0 },
      { x: 100, y: 300 },
      { x: 260, y: 150 },
    ] as const;
    const path = lanePath(source, target, lane);
    expect(path.startsWith('M 100 0')).toBe(true);
    expect(path).toContain('L 260 272');
    expect(path.endsWith('L 100 300')).toBe(true);
    expect(laneCorners(source, target, lane)).toEqual([
      source,
      { x: 100, y: 18 },
      { x: 260, y: 18 },
      { x: 260, y: 282 },
      { x: 100, y: 282 },
      target,
    ]);
  });

  it('is straight where nothing is in its way', () => {
    expect(lanePath({ x: 50, y: 0 }, { x: 50, y: 300 }, { x: 50, y: 150 })).not.toContain('NaN');
  });
});
