import { describe, expect, it } from '@jest/globals';
import { laneCorners, lanePath, stemsOf } from './lane-path';

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

describe('connections of one card', () => {
  const width = 272;
  const ports = 6;
  const portAt = (index: number) => (width * (index + 1)) / (ports + 1);
  const lanes = [-600, -400, -200, 300, 500, 700];
  const stems = stemsOf(lanes.map((lane, index) => lane - portAt(index)));

  it('do not run along each other before they reach their lanes', () => {
    const rows = lanes.map((lane, index) => ({
      from: Math.min(lane, portAt(index)),
      to: Math.max(lane, portAt(index)),
      y: stems[index],
    }));
    for (const [index, one] of rows.entries())
      for (const other of rows.slice(index + 1))
        expect(one.y !== other.y || one.to < other.from || other.to < one.from).toBe(true);
  });

  it('do not cross each other', () => {
    for (const [index, lane] of lanes.entries())
      for (const [other, port] of lanes.map((_, place) => [place, portAt(place)] as const)) {
        if (other === index) continue;
        const [from, to] = [Math.min(lane, portAt(index)), Math.max(lane, portAt(index))];
        // The other one still goes down beside its port where this one passes it.
        const meets = port > from && port < to && (stems[other] ?? 0) > (stems[index] ?? 0);
        expect(meets).toBe(false);
      }
  });

  it('turn where they always did on a card with two', () => {
    expect(stemsOf([-100, 100])).toEqual([18, 18]);
  });
});
