import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validGraph } from '../../spec-support/automations.js';
import {
  applyOperation,
  changedSteps,
  describeDiff,
  diffGraphs,
  type ExitRule,
  type Graph,
  isSame,
  type Operation,
} from './index.js';

const graph: Graph = {
  schemaVersion: 1,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'payment.failed' } },
    { id: 'w', kind: 'waitDuration', config: { amount: 1, unit: 'days' } },
    { id: 'e', kind: 'exit', config: {} },
  ],
  edges: [
    { source: 't', port: 'next', target: 'w' },
    { source: 'w', port: 'next', target: 'e' },
  ],
  entry: { policy: 'every_event' },
  exitRules: [],
  goal: null,
};
const after = (...operations: Operation[]): Graph => {
  let next = graph;
  for (const operation of operations) {
    const result = applyOperation(next, operation);
    if (!result.ok) throw new Error(result.reason);
    next = result.graph;
  }
  return next;
};
const texts = (next: Graph, from = graph) =>
  describeDiff(diffGraphs(from, next), from, next, () => undefined).map(({ kind, text }) => `${kind}: ${text}`);
const longer: Operation = { type: 'updateConfig', nodeId: 'w', config: { amount: 3, unit: 'days' } };
const insert: Operation = {
  type: 'addNode',
  node: { id: 'n', kind: 'waitDuration', config: { amount: 2, unit: 'hours' } },
  after: { nodeId: 't', port: 'next' },
};
const paid: ExitRule = { eventType: 'payment.succeeded', filters: { match: 'all', tests: [] }, sameRecord: true };

describe('the diff of two graphs', () => {
  it('has no change for a moved card, a new layout, or connections in another order', () => {
    const moved = after({ type: 'moveNode', nodeId: 'w', position: { x: 40, y: 80 } });
    expect(isSame(diffGraphs(graph, moved))).toBe(true);
    expect(isSame(diffGraphs(moved, after({ type: 'moveNode', nodeId: 'w', position: null })))).toBe(true);
    const rewired = after(
      { type: 'disconnect', from: { nodeId: 't', port: 'next' } },
      { type: 'connect', from: { nodeId: 't', port: 'next' }, target: 'w' },
    );
    expect(rewired.edges).not.toEqual(graph.edges);
    expect(isSame(diffGraphs(graph, rewired))).toBe(true);
  });

  it('names changed, added and removed steps as their cards do', () => {
    expect(texts(after(longer))).toEqual(['changed: Wait 1 day is now Wait 3 days']);
    expect(texts(after({ type: 'renameNode', nodeId: 'w', name: 'Grace' }))).toEqual(['changed: Wait 1 day is now called Grace']);
    expect(texts(after(insert))).toEqual([
      expect.stringMatching(/^added: Wait 2 hours, after When .*payment/i),
      expect.stringMatching(/^changed: When .* leads to Wait 2 hours, no longer to Wait 1 day$/),
    ]);
    expect(texts(after({ type: 'removeNode', nodeId: 'w' }))).toEqual([
      expect.stringMatching(/^removed: Wait 1 day, after When /),
      expect.stringMatching(/no longer to Wait 1 day$/),
    ]);
  });

  it('names a setting that no card shows', () => {
    const call = (headers: object[]): Graph => ({
      ...graph,
      nodes: graph.nodes.map((node) =>
        node.id === 'e' ? { id: 'e', kind: 'callUrl' as const, config: { url: 'https://example.com/', headers } } : node,
      ),
    });
    expect(texts(call([{ name: 'X-Team', value: 'b' }]), call([{ name: 'X-Team', value: 'a' }]))).toEqual([
      expect.stringMatching(/^changed: .*example\.com: Headers$/),
    ]);
  });

  it('names a branch that ends, and rules', () => {
    expect(texts(after({ type: 'disconnect', from: { nodeId: 'w', port: 'next' } }))).toEqual([
      expect.stringMatching(/^changed: Wait 1 day ends the journey, no longer leads to /),
    ]);
    expect(texts(after({ type: 'setEntry', entry: { policy: 'once_per_contact' } }))).toEqual([
      'changed: Enter once per person, no longer: Enter every time it happens',
    ]);
    const exits = after({ type: 'setExitRules', exitRules: [paid] });
    expect(texts(exits)).toEqual([expect.stringMatching(/^added: Exit when /)]);
    expect(texts(graph, exits)).toEqual([expect.stringMatching(/^removed: Exit when /)]);
    expect(texts({ ...exits, exitRules: [{ ...paid, sameRecord: false }] }, exits)).toEqual([
      expect.stringMatching(/^changed: Exit when .*: which record it must be about$/),
    ]);
    expect(texts({ ...graph, goalStep: 'e' })).toEqual([
      expect.stringMatching(/^changed: At the goal, the journey continues at /),
    ]);
    expect(texts({ ...graph, emailPriority: 'high' })).toEqual(['changed: The priority of its marketing emails is high']);
    expect(texts(graph, { ...graph, goalStep: 'e' })).toEqual(['changed: At the goal, the journey ends']);
    expect(texts(after({ type: 'setGoal', goal: paid }))).toEqual([expect.stringMatching(/^added: Goal: /)]);
  });

  it('names the steps that change for the people who wait there', () => {
    const fates = (next: Graph) => Object.fromEntries(changedSteps(diffGraphs(graph, next)));
    expect(fates(after(longer))).toEqual({ w: 'changed' });
    expect(fates(after({ type: 'renameNode', nodeId: 'w', name: 'Grace' }))).toEqual({});
    expect(fates(after({ type: 'removeNode', nodeId: 'w' }))).toEqual({ w: 'removed', t: 'changed' });
    expect(fates(after({ type: 'disconnect', from: { nodeId: 'w', port: 'next' } }))).toEqual({ w: 'changed' });
    expect(fates(after(insert))).toEqual({ t: 'changed' });
  });

  it('of any graph with itself is empty, and with a graph without one of its steps is not', () => {
    fc.assert(
      fc.property(validGraph(), (valid) => {
        const copy: Graph = JSON.parse(JSON.stringify(valid));
        expect(isSame(diffGraphs(valid, { ...copy, edges: [...copy.edges].reverse() }))).toBe(true);
        const [first, ...others] = copy.nodes;
        const diff = diffGraphs(valid, { ...copy, nodes: others });
        expect(diff.steps).toContainEqual({ kind: 'removed', step: first });
        expect(() => describeDiff(diff, valid, { ...copy, nodes: others }, () => undefined)).not.toThrow();
      }),
    );
  });
});
