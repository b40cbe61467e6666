import { describe, expect, it } from '@jest/globals';
import { Graph, type GraphEdge, type GraphNode } from '../graph.js';
import { nextEffects, spikesIn } from './index.js';

const [hello, offer, product] = ['01920000-0000-7000-8000-00000000000a', '01920000-0000-7000-8000-00000000000b', 'p'];
const mail = (id: string, templateId: string, audience = 'contact') => ({
  id,
  kind: 'sendEmail',
  config: { templateId, audience },
});
const wait = (id: string) => ({ id, kind: 'waitDuration', config: { amount: 1, unit: 'days' } });
const edge = (source: string, target: string, port = 'next'): GraphEdge => ({ source, port, target });
const graph = (nodes: object[], edges: GraphEdge[]) =>
  Graph.parse({
    schemaVersion: 1,
    nodes: [{ id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } }, ...nodes] as GraphNode[],
    edges,
  });

describe('what follows a wait', () => {
  it('is every email and change of access until the next wait', () => {
    const grant = { id: 'grant', kind: 'grantAccess', config: { productId: product } };
    const drawn = graph(
      [wait('a'), mail('hi', hello), mail('staff', offer, 'staff'), grant, wait('b'), mail('later', offer)],
      [edge('a', 'hi'), edge('hi', 'staff'), edge('staff', 'grant'), edge('grant', 'b'), edge('b', 'later')],
    );
    expect(nextEffects(drawn, 'a')).toEqual([
      { kind: 'grant', id: product, certain: true },
      { kind: 'email', id: hello, certain: true },
    ]);
    expect(nextEffects(drawn, 'b')).toEqual([{ kind: 'email', id: offer, certain: true }]);
    expect(nextEffects(drawn, 'gone')).toEqual([]);
  });

  it('is certain only where it happens on every branch', () => {
    const drawn = graph(
      [wait('a'), { id: 'ask', kind: 'ifElse', config: {} }, mail('yes', hello), mail('no', offer), mail('both', hello)],
      [edge('a', 'ask'), edge('ask', 'yes', 'yes'), edge('ask', 'no', 'no'), edge('no', 'both')],
    );
    expect(nextEffects(drawn, 'a')).toEqual([
      { kind: 'email', id: hello, certain: true },
      { kind: 'email', id: offer, certain: false },
    ]);
  });

  it('is what an open branch leaves possible', () => {
    const drawn = graph(
      [wait('a'), { id: 'ask', kind: 'ifElse', config: {} }, mail('yes', hello)],
      [edge('a', 'ask'), edge('ask', 'yes', 'yes')],
    );
    expect(nextEffects(drawn, 'a')).toEqual([{ kind: 'email', id: hello, certain: false }]);
  });

  it('is what follows the time limit of a wait for an event, and what a step repeats that goes back', () => {
    const listen = {
      id: 'a',
      kind: 'waitForEvent',
      config: { paths: [{ port: 'came', eventType: 'tag.added' }], timeoutAmount: 1, timeoutUnit: 'days' },
    };
    const back = { id: 'again', kind: 'goBack', config: { target: 'remind', times: 3 } };
    const drawn = graph(
      [listen, mail('thanks', offer), back, mail('remind', hello)],
      [edge('remind', 'a'), edge('a', 'thanks', 'came'), edge('a', 'again', 'timeout')],
    );
    expect(nextEffects(drawn, 'a')).toEqual([{ kind: 'email', id: hello, certain: false }]);
  });

  it('of a graph with many decisions is found in one walk', () => {
    const nodes = Array.from({ length: 300 }, (_, index) => ({ id: `n${index}`, kind: 'ifElse', config: {} }));
    const edges = nodes.slice(1).flatMap(({ id }, index) => [edge(`n${index}`, id, 'yes'), edge(`n${index}`, id, 'no')]);
    const drawn = graph(
      [wait('a'), ...nodes, mail('end', hello)],
      [edge('a', 'n0'), ...edges, edge('n299', 'end', 'yes'), edge('n299', 'end', 'no')],
    );
    expect(nextEffects(drawn, 'a')).toEqual([{ kind: 'email', id: hello, certain: true }]);
  });
});

describe('a spike', () => {
  it('is a day with more than three times the mean of the others, and not a small one', () => {
    expect(spikesIn([10, 100, 10, 12])).toEqual([1]);
    expect(spikesIn([1, 19, 1, 1])).toEqual([]);
    expect(spikesIn([40, 50, 60])).toEqual([]);
    expect(spikesIn([50])).toEqual([]);
    expect(spikesIn([0, 20, 0])).toEqual([1]);
  });
});
