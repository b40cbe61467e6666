import { describe, expect, it } from '@jest/globals';
import { emptyGraph, type Graph } from '@perennial/domain/automation';
import { placeToAdd } from './place-to-add';

const graph: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 't', kind: 'trigger', config: { eventType: 'tag.added' } },
    { id: 'ask', kind: 'ifElse', config: {} },
    { id: 'mail', kind: 'sendEmail', config: {} },
    { id: 'end', kind: 'exit', config: {} },
  ],
  edges: [
    { source: 't', port: 'next', target: 'ask' },
    { source: 'ask', port: 'yes', target: 'end' },
  ],
};

describe('a step clicked in the palette', () => {
  it('follows the selected step, at an open branch if it has one', () => {
    expect(placeToAdd(graph, 'mail')).toEqual({ nodeId: 'mail', port: 'next' });
    expect(placeToAdd(graph, 'ask')).toEqual({ nodeId: 'ask', port: 'no' });
    expect(placeToAdd(graph, 't')).toEqual({ nodeId: 't', port: 'next' });
  });

  it('goes to the first open end where nothing is selected, or nothing can follow what is', () => {
    expect(placeToAdd(graph, null)).toEqual({ nodeId: 'ask', port: 'no' });
    expect(placeToAdd(graph, 'end')).toEqual({ nodeId: 'ask', port: 'no' });
  });

  it('follows the trigger where every branch ends', () => {
    const closed = { ...graph, edges: [...graph.edges, { source: 'ask', port: 'no', target: 'end' }] };
    expect(placeToAdd(closed, null)).toEqual({ nodeId: 't', port: 'next' });
    expect(placeToAdd(emptyGraph, null)).toBeNull();
  });
});
