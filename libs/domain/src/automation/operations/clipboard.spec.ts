import { describe, expect, it } from '@jest/globals';
import { applyOperation, copyFragment, emptyGraph, fragmentFromText, fragmentToText, type Graph } from '../index.js';

const graph: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'w', kind: 'waitDuration', config: { amount: 2, unit: 'days' } },
    { id: 'a', kind: 'addTag', config: { tag: 'warm' } },
  ],
  edges: [
    { source: 't', port: 'next', target: 'w' },
    { source: 'w', port: 'next', target: 'a' },
  ],
};

describe('steps in the clipboard', () => {
  it('keep their settings and the connections between them in another automation, and lose connections to steps that were not copied', () => {
    const fragment = fragmentFromText(fragmentToText(copyFragment(graph, ['w', 'a'])));
    if (!fragment) throw new Error('not recognised');
    const result = applyOperation(emptyGraph, { type: 'paste', fragment, ids: { w: 'w2', a: 'a2' } });
    expect(result.ok && result.graph.nodes).toEqual([
      { id: 'w2', kind: 'waitDuration', config: { amount: 2, unit: 'days' } },
      { id: 'a2', kind: 'addTag', config: { tag: 'warm' } },
    ]);
    expect(result.ok && result.graph.edges).toEqual([{ source: 'w2', port: 'next', target: 'a2' }]);
  });

  it.each([
    'a line of text',
    '{"type":"perennial/steps"',
    '{"type":"perennial/steps","schemaVersion":1,"nodes":[],"edges":[]}',
    '{"type":"perennial/steps","schemaVersion":1,"nodes":[{"id":"x","kind":"unknown"}],"edges":[]}',
  ])('are not found in %s', (text) => {
    expect(fragmentFromText(text)).toBeNull();
  });
});
