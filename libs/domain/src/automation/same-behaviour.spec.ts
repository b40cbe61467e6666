import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph, sameBehaviour } from './index.js';

const graph: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'w', kind: 'waitDuration', config: { amount: 2, unit: 'days' } },
  ],
  edges: [{ source: 't', port: 'next', target: 'w' }],
};
const changed = (part: Partial<Graph['nodes'][number]>): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === 'w' ? { ...node, ...part } : node)),
});

describe('two graphs do the same', () => {
  it('wherever their steps are on the canvas, and in whatever order the settings were stored', () => {
    expect(sameBehaviour(graph, changed({ position: { x: 5, y: 6 } }))).toBe(true);
    expect(sameBehaviour(graph, changed({ config: { unit: 'days', amount: 2 } }))).toBe(true);
  });

  it('whatever notes and groups are beside them', () => {
    const note = { id: 'n', text: 'Ask Ada', colour: 'pink' as const, x: 0, y: 0, width: 200, height: 100 };
    const canvas = { notes: [note], groups: [{ id: 'g', name: 'Nudges', steps: ['t', 'w'] }] };
    expect(sameBehaviour(graph, { ...graph, canvas })).toBe(true);
    expect(sameBehaviour({ ...graph, canvas }, graph)).toBe(true);
  });

  it.each<[string, Graph]>([
    ['a setting', changed({ config: { amount: 3, unit: 'days' } })],
    ['a name', changed({ name: 'Second nudge' })],
    ['a connection', { ...graph, edges: [] }],
    ['the entry rule', { ...graph, entry: { policy: 'once_per_contact' } }],
    ['the priority of its emails', { ...graph, emailPriority: 'high' }],
    ['a step', { ...graph, nodes: graph.nodes.slice(0, 1) }],
  ])('not if %s differs', (_what, other) => {
    expect(sameBehaviour(graph, other)).toBe(false);
    expect(sameBehaviour(other, graph)).toBe(false);
  });
});
