import { describe, expect, it } from '@jest/globals';
import { type Cursor, continueAfterPause, type Graph } from './index.js';

const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 'w', kind: 'waitDuration', config: { amount: 10, unit: 'hours' } },
    { id: 'd', kind: 'waitUntil', config: { until: 'date', date: '2027-01-21', time: '10:00' } },
  ],
  edges: [],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const waiting = (nodeId: string, enteredAt = '2027-01-20T10:00:00.000Z'): Cursor => ({
  nodeId,
  visit: 2,
  phase: 'waiting',
  enteredAt,
  waitUntil: '2027-01-20T20:00:00.000Z',
});
const pause = { heldAt: new Date('2027-01-20T12:00:00Z'), now: new Date('2027-01-20T15:00:00Z') };

describe('a wait after a pause', () => {
  it('ends when it would have ended, if the time counts', () => {
    const cursor = waiting('w');
    expect(continueAfterPause(graph, cursor, 'count', pause)).toEqual({ cursor, evidence: null });
  });

  it('begins again as a new visit, if it restarts', () => {
    const { cursor, evidence } = continueAfterPause(graph, waiting('w'), 'restart', pause);
    expect(cursor).toEqual({ nodeId: 'w', visit: 3, phase: 'enter' });
    expect(evidence).toMatchObject({ visit: 2, reason: 'The wait began again after a pause.' });
  });

  it('is longer by the pause, if only active time counts; by less for someone who began to wait during it', () => {
    const until = (cursor: Cursor) => continueAfterPause(graph, cursor, 'active', pause).cursor.waitUntil;
    expect(until(waiting('w'))).toBe('2027-01-20T23:00:00.000Z');
    expect(until(waiting('w', '2027-01-20T14:00:00.000Z'))).toBe('2027-01-20T21:00:00.000Z');
  });

  it.each(['restart', 'active'] as const)('for a date stays as it is: %s', (policy) => {
    const cursor = waiting('d');
    expect(continueAfterPause(graph, cursor, policy, pause)).toEqual({ cursor, evidence: null });
  });

  it('does not concern a run that is at another step', () => {
    const cursor: Cursor = { nodeId: 'w', visit: 2, phase: 'enter' };
    expect(continueAfterPause(graph, cursor, 'restart', pause)).toEqual({ cursor, evidence: null });
  });
});
