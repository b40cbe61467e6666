import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomJourney } from '../../spec-support/automations.js';
import { walk } from '../../spec-support/reference-walker.js';
import type { Facts } from '../conditions/index.js';
import { type Cursor, plan, reachableFrom, resume, simulate, start, validate } from './index.js';
import { loopsOf } from './loops.js';

describe('any graph that may be published', () => {
  it('is valid, ends, and visits only reachable nodes, each once unless the run goes back, and in order of time', () => {
    fc.assert(
      fc.property(randomJourney(), ({ graph: random, input }) => {
        // Random conditions may contradict each other: those graphs are not published.
        fc.pre(!validate(random).some(({ message }) => message.endsWith('so this is never true.')));
        expect(validate(random)).toEqual([]);
        const { steps, endedAt } = simulate(random, input);
        const left = steps.filter(({ nodeId }, index) => steps[index + 1]?.nodeId !== nodeId).map(({ nodeId }) => nodeId);
        const laps = loopsOf(random).reduce((sum, { times }) => sum + times, 1);
        for (const { id } of random.nodes) expect(left.filter((nodeId) => nodeId === id).length).toBeLessThanOrEqual(laps);
        const reached = reachableFrom(random, ['n0']);
        expect(left.every((nodeId) => reached.has(nodeId))).toBe(true);
        const times = [input.startAt, ...steps.map(({ at: time }) => time), endedAt];
        expect(times).toEqual([...times].sort());
      }),
      { numRuns: 500 },
    );
  });

  it('is walked in the same way by a second interpreter', () => {
    fc.assert(
      fc.property(randomJourney(), ({ graph: random, input }) => {
        const mine = simulate(random, input);
        const last = mine.steps.filter(({ nodeId }, index) => mine.steps[index + 1]?.nodeId !== nodeId);
        const other = walk(random, input);
        expect(last.map(({ nodeId, port, at: time }) => ({ nodeId, port, at: Date.parse(time) }))).toEqual(other.steps);
        expect(Date.parse(mine.endedAt)).toBe(other.end);
      }),
      { numRuns: 2000 },
    );
  });

  it('is planned in the same way every time, and its cursors survive storage', () => {
    fc.assert(
      fc.property(randomJourney(), ({ graph: random, input }) => {
        const all: Facts = { ...input.facts, event: input.event, schoolTimezone: 'UTC' };
        let cursor = start(random, 'n0', input.startAt);
        for (let turn = 0; turn < 60; turn++) {
          const step = plan(random, cursor, input.startAt, all);
          const stored = JSON.parse(JSON.stringify(cursor)) as Cursor;
          expect(plan(structuredClone(random), stored, input.startAt, all)).toEqual(step);
          if (!('next' in step) || step.kind === 'park') break;
          cursor =
            step.kind === 'pass'
              ? step.next
              : resume(random, step.next, step.kind === 'act' ? { kind: 'effect', ok: true } : { kind: 'timer' }).cursor;
        }
      }),
    );
  });
});
