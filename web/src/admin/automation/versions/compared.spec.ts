import { describe, expect, it } from '@jest/globals';
import { diffGraphs, type Graph } from '@perennial/domain/automation';
import { comparedWith, marksOf, readCompared } from './compared';

const graph = (ids: readonly string[], edges: Graph['edges'] = []): Graph => ({
  schemaVersion: 1,
  nodes: ids.map((id) => ({ id, kind: 'waitDuration', config: { amount: 1, unit: 'days' } })),
  edges,
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
});

describe('a comparison of versions', () => {
  it('is read from the address, and ignores what is no version', () => {
    expect(['draft', '3', '0', '1.5', 'x', null].map(readCompared)).toEqual(['draft', 3, null, null, null, null]);
  });

  it('is with the version before, and of the draft with what is published', () => {
    expect(comparedWith(3, [5, 3, 2, 1], 5)).toBe(2);
    expect(comparedWith(1, [3, 1], 3)).toBeNull();
    expect(comparedWith('draft', [5, 4], 4)).toBe(4);
  });

  it('marks added steps after it, removed ones before it, and steps with other branches on both sides', () => {
    const before = graph(['a', 'b', 'gone'], [{ source: 'a', port: 'next', target: 'gone' }]);
    const after = graph(['a', 'b', 'new'], [{ source: 'a', port: 'next', target: 'new' }]);
    const diff = diffGraphs(before, after);
    expect(Object.fromEntries(marksOf(diff, before))).toEqual({ a: 'changed', gone: 'removed' });
    expect(Object.fromEntries(marksOf(diff, after))).toEqual({ a: 'changed', new: 'added' });
  });
});
