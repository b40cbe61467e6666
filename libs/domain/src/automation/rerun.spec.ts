import { describe, expect, it } from '@jest/globals';
import { type Cursor, effectsThatHappened, type Graph, plan, rerunFrom } from './index.js';

const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'w', kind: 'waitDuration', config: { amount: 1, unit: 'hours' } },
    { id: 'c', kind: 'callUrl', config: { url: 'https://example.com/a' } },
    { id: 'd', kind: 'callUrl', config: { url: 'https://example.com/b' } },
  ],
  edges: [
    { source: 't', port: 'next', target: 'w' },
    { source: 'w', port: 'next', target: 'c' },
    { source: 'c', port: 'next', target: 'd' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const over: Cursor = { nodeId: 'd', visit: 4, phase: 'ended', ending: 'completed', outputs: { c: { status: 200 } } };
const at = '2027-01-20T10:00:00.000Z';

describe('a journey that repeats an earlier one', () => {
  it('begins at the chosen step and knows the results of the earlier steps', () => {
    expect(rerunFrom(over, 'd', [])).toEqual({ nodeId: 'd', visit: 1, phase: 'enter', outputs: over.outputs });
  });

  it('does not repeat the effects that are to be skipped, once each, and carries out the others', () => {
    const first = plan(graph, rerunFrom(over, 'c', ['c']), at, {} as never);
    expect(first).toMatchObject({
      kind: 'pass',
      evidence: { nodeId: 'c', port: 'next', reason: 'Not repeated, because it happened on the earlier journey.' },
      next: { nodeId: 'd', visit: 2, skips: [] },
    });
    const second = plan(graph, (first as { next: Cursor }).next, at, {} as never);
    expect(second).toMatchObject({ kind: 'act', effect: { kind: 'callUrl', key: 'd:2' } });
    // A step to which a loop sends the journey back is carried out then.
    expect(plan(graph, { nodeId: 'c', visit: 5, phase: 'enter', skips: [] }, at, {} as never).kind).toBe('act');
  });

  it('lists what happened: not waits, what was skipped, or what failed', () => {
    const visit = (nodeId: string, port: string | null, reason = 'Done.') => ({ nodeId, port, reason });
    expect(
      effectsThatHappened(graph, [
        visit('t', 'next'),
        visit('w', 'next'),
        visit('c', 'next'),
        visit('c', 'next'),
        visit('d', null),
      ]),
    ).toEqual(['c']);
    expect(effectsThatHappened(graph, [visit('c', 'next', 'Skipped.'), visit('d', 'failed', 'It failed.')])).toEqual([]);
  });
});
