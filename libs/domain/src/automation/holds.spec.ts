import { describe, expect, it } from '@jest/globals';
import { type Cursor, evidenceOfHold, type Graph, isHeld, moveToVersion, plan, release, resume } from './index.js';

const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'w', kind: 'waitDuration', config: { amount: 10, unit: 'hours' } },
    { id: 'x', kind: 'waitDuration', config: { amount: 1, unit: 'hours' } },
  ],
  edges: [
    { source: 't', port: 'next', target: 'w' },
    { source: 'w', port: 'next', target: 'x' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const holds = [{ nodeId: 'w' }];
const reached: Cursor = { nodeId: 'w', visit: 2, phase: 'enter' };
const waiting: Cursor = {
  ...reached,
  phase: 'waiting',
  enteredAt: '2027-01-20T10:00:00.000Z',
  waitUntil: '2027-01-20T20:00:00.000Z',
};

describe('a held step', () => {
  it('stops whoever reaches it, and nobody at another step', () => {
    expect(isHeld(reached, holds)).toBe(true);
    expect(isHeld({ ...reached, nodeId: 'x' }, holds)).toBe(false);
    expect(isHeld(reached, [])).toBe(false);
  });

  it('does not stop whoever has begun it, also if their wait is moved to another version', () => {
    expect(isHeld(waiting, holds)).toBe(false);
    expect(isHeld({ ...reached, phase: 'acting', enteredAt: '2027-01-20T10:00:00.000Z' }, holds)).toBe(false);
    expect(isHeld(moveToVersion(graph, waiting, { graph, nodeId: 'w', version: 2 }).cursor, holds)).toBe(false);
  });

  it('lets a released run begin it, once: at its next step the run is held again', () => {
    const released = release(reached);
    expect(isHeld(released, holds)).toBe(false);
    const step = plan(graph, released, '2027-01-20T10:00:00.000Z', {} as never);
    expect(step).toMatchObject({ kind: 'sleepUntil', visit: 2 });
    const next = resume(graph, (step as { next: Cursor }).next, { kind: 'timer' }).cursor;
    expect(next).toEqual({ nodeId: 'x', visit: 3, phase: 'enter' });
    expect(isHeld(next, [{ nodeId: 'x' }])).toBe(true);
  });

  it('lets an exit end the run before the step', () => {
    const { cursor, evidence } = resume(graph, reached, { kind: 'exit', reason: '“Bought” happened.' });
    expect([cursor.phase, cursor.ending, evidence.nodeId]).toEqual(['ended', 'exited', 'w']);
  });

  it('is named in the timeline as a visit that has not ended', () => {
    expect(evidenceOfHold(graph, reached)).toEqual({
      ...{ nodeId: 'w', visit: 2, nodeKind: 'waitDuration', port: null, values: [] },
      reason: 'Held by staff before this step.',
    });
  });
});
