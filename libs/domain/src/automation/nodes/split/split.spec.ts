import { describe, expect, it } from '@jest/globals';
import { someId, visitBy } from '../../../../spec-support/nodes.js';
import type { VisitContext } from '../definition.js';
import { split } from './index.js';
import { pointOf } from './point.js';
import { evenly, evenShares, withoutPath, withPath } from './shares.js';

const paths = [
  { port: 'a', label: 'Short', share: 20 },
  { port: 'b', label: 'Long', share: 30 },
  { port: 'c', label: '', share: 50 },
];
const person = (index: number) => `01920000-0000-7000-8000-${String(index).padStart(12, '0')}`;
const visit = (contactId: string | null, nodeId = 'n', automationId = someId): VisitContext => {
  const context = visitBy('UTC');
  return { ...context, nodeId, facts: { ...context.facts, run: { automationId, contactId } } };
};
const pathOf = (context: VisitContext, config: unknown = { paths }): string => {
  const outcome = split.plan(config, context);
  if (outcome.kind !== 'go') throw new Error(outcome.kind);
  return outcome.port;
};

describe('random split', () => {
  it('sends everyone along the same path each time, whatever visit it is', () => {
    for (let index = 0; index < 200; index++) {
      const context = visit(person(index));
      expect(pathOf({ ...context, visit: 9, now: '2028-01-01T00:00:00.000Z' })).toBe(pathOf(context));
    }
  });

  it('gives each path its share of people, within the error of a sample', () => {
    const people = 20_000;
    const counts = new Map<string, number>();
    for (let index = 0; index < people; index++) {
      const port = pathOf(visit(person(index)));
      counts.set(port, (counts.get(port) ?? 0) + 1);
    }
    // Three standard deviations of a binomial share of 20,000 are at most 1.1 percentage points.
    for (const { port, share } of paths) expect(Math.abs(((counts.get(port) ?? 0) / people) * 100 - share)).toBeLessThan(1.1);
  });

  it('is independent of another split, and of the same step in a copy of the automation', () => {
    const half = { paths: evenly(paths.slice(0, 2)) };
    for (const other of [(id: string) => visit(id, 'm'), (id: string) => visit(id, 'n', person(999_999))]) {
      let same = 0;
      for (let index = 0; index < 10_000; index++) {
        if (pathOf(visit(person(index)), half) === pathOf(other(person(index)), half)) same++;
      }
      // Half of the people, within three standard deviations.
      expect(Math.abs(same - 5000)).toBeLessThan(150);
    }
  });

  it('keeps most people on their path when a share grows', () => {
    const wider = { paths: [{ ...paths[0], share: 25 }, { ...paths[1], share: 25 }, paths[2]] };
    for (let index = 0; index < 1000; index++) {
      const before = pathOf(visit(person(index)));
      if (before !== 'b') expect(pathOf(visit(person(index)), wider)).toBe(before);
    }
  });

  it('depends on the event where there is no person', () => {
    const about = (id: string) => {
      const context = visit(null);
      return { ...context, facts: { ...context.facts, event: { id, type: 'tag.added', occurredAt: context.now, data: {} } } };
    };
    expect(new Set(Array.from({ length: 50 }, (_, index) => pathOf(about(`e${index}`)))).size).toBe(3);
  });

  it('states the path and its share', () => {
    expect(
      split.plan(
        {
          paths: [
            { port: 'a', label: 'A', share: 99 },
            { port: 'b', label: 'B', share: 1 },
          ],
        },
        visit(someId),
      ),
    ).toEqual({ kind: 'go', port: 'a', reason: 'Chosen at random: A, 99%.' });
  });

  it.each([
    ['one path', [{ port: 'a', share: 100 }]],
    [
      'shares that do not add up to 100',
      [
        { port: 'a', share: 50 },
        { port: 'b', share: 40 },
      ],
    ],
    [
      'a share of zero',
      [
        { port: 'a', share: 99 },
        { port: 'b', share: 1 },
        { port: 'c', share: 0 },
      ],
    ],
    [
      'part of a percent',
      [
        { port: 'a', share: 50.5 },
        { port: 'b', share: 49.5 },
      ],
    ],
    [
      'two paths with one ID',
      [
        { port: 'a', share: 50 },
        { port: 'a', share: 50 },
      ],
    ],
    ['six paths', ['a', 'b', 'c', 'd', 'e', 'f'].map((port) => ({ port, share: 16 }))],
  ])('refuses %s', (_, bad) => {
    expect(split.schema.safeParse({ paths: bad }).success).toBe(false);
  });

  it('shows the shares on its card and on its branches', () => {
    expect(split.summary({ paths }, () => undefined)).toBe('Split at random: 20% Short, 30% Long, 50%');
    expect(split.ports({ paths }).map(({ label }) => label)).toEqual(['Short, 20%', 'Long, 30%', 'Path 3, 50%']);
    expect(split.summary({ paths: [] }, () => undefined)).toBe('Random split: needs setup');
  });
});

describe('the point of a key', () => {
  it.each([
    ['', 66.892219],
    ['a:n:b', 23.254052],
    ['01920000-0000-7000-8000-000000000001:n:01920000-0000-7000-8000-000000000007', 97.422873],
  ])('of %s is permanent', (key, expected) => {
    expect(pointOf(key)).toBeCloseTo(expected, 5);
  });
});

describe('shares', () => {
  it('are even within one percent, and add up to 100', () => {
    expect([2, 3, 4, 5].map(evenShares)).toEqual([
      [50, 50],
      [34, 33, 33],
      [25, 25, 25, 25],
      [20, 20, 20, 20, 20],
    ]);
  });

  it('stay even when a path is added or removed', () => {
    const two = evenly(paths.slice(0, 2));
    expect(withPath(two).map(({ port, share }) => [port, share])).toEqual([
      ['a', 34],
      ['b', 33],
      ['c', 33],
    ]);
    expect(withoutPath(withPath(two), 'c')).toEqual(two);
  });

  it('that someone chose are kept, except for the one that gives or takes', () => {
    expect(withPath(paths).map(({ port, share }) => [port, share])).toEqual([
      ['a', 20],
      ['b', 30],
      ['c', 25],
      ['d', 25],
    ]);
    expect(withoutPath(paths, 'b').map(({ port, share }) => [port, share])).toEqual([
      ['a', 50],
      ['c', 50],
    ]);
  });
});
