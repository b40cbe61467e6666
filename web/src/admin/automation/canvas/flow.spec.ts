import { describe, expect, it } from '@jest/globals';
import { automationTemplates, emptyGraph, type Graph } from '@perennial/domain/automation';
import { fromFlow, toFlow } from './flow';

const names = () => undefined;
const waitFor = (port: string) => ({ paths: [{ port, eventType: 'payment.succeeded' }], timeoutAmount: 3, timeoutUnit: 'days' });
const round = (graph: Graph, editable: boolean) => {
  const { nodes, edges } = toFlow(graph, names, editable);
  const back = fromFlow(nodes, edges);
  const sorted = [...back.edges].sort((a, b) => `${a.source}${a.port}`.localeCompare(`${b.source}${b.port}`));
  return { nodes: back.nodes, edges: sorted };
};
const meaning = (graph: Graph) => ({
  nodes: graph.nodes,
  edges: [...graph.edges].sort((a, b) => `${a.source}${a.port}`.localeCompare(`${b.source}${b.port}`)),
});

/** A way that skips a step, and two ways that lead from one step to another. */
const reminders: Graph = {
  ...emptyGraph,
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'payment.failed' } },
    { id: 'wait', kind: 'waitForEvent', config: waitFor('paid') },
    { id: 'again', kind: 'sendEmail', config: {} },
    { id: 'thanks', kind: 'waitForEvent', config: waitFor('seen') },
    { id: 'end', kind: 'sendEmail', config: {} },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'wait' },
    { source: 'wait', port: 'paid', target: 'thanks' },
    { source: 'wait', port: 'timeout', target: 'again' },
    { source: 'again', port: 'next', target: 'thanks' },
    { source: 'thanks', port: 'seen', target: 'end' },
    { source: 'thanks', port: 'timeout', target: 'end' },
  ],
};

describe('drawing a graph', () => {
  it.each(automationTemplates.map((template) => [template.id, template.build({})] as const))(
    '%s means the same after it was drawn',
    (_id, graph) => {
      expect(round(graph, true)).toEqual(meaning(graph));
      expect(round(graph, false)).toEqual(meaning(graph));
    },
  );

  it('shows a place to go on at every open way out, only while editing', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const open = (editable: boolean) => toFlow(graph, names, editable).nodes.filter((node) => node.type === 'open');
    expect(open(true).length).toBeGreaterThan(0);
    expect(open(false)).toEqual([]);
  });

  it('lays steps out from top to bottom', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const at = new Map(toFlow(graph, names, true).nodes.map((node) => [node.id, node.position.y]));
    for (const edge of graph.edges) expect(at.get(edge.target)).toBeGreaterThan(at.get(edge.source) ?? 0);
  });

  it('tells connections that have both ends in common from those that only meet', () => {
    const twins = toFlow(reminders, names, true).edges.filter(({ data }) => data?.twin);
    const ends = twins.map(({ source, target }) => `${source}>${target}`);
    expect(new Set(ends).size).toBe(ends.length / 2);
    expect(ends.length).toBeGreaterThan(0);
  });

  it('keeps where a person put a card', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const [first, ...rest] = graph.nodes;
    const moved = { ...graph, nodes: [{ ...first, position: { x: 500, y: 70 } }, ...rest] } as Graph;
    expect(toFlow(moved, names, true).nodes[0]?.position).toEqual({ x: 500, y: 70 });
  });

  it('moves nothing for a card that is laid beside the rest', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const beside = { id: 'beside', kind: 'exit', config: {}, position: { x: 900, y: 40 } } as const;
    const places = (value: Graph) => toFlow(value, names, true).nodes.map(({ id, position }) => [id, position]);
    const after = places({ ...graph, nodes: [...graph.nodes, beside] });
    expect(after.filter(([id]) => id !== 'beside')).toEqual(places(graph));
  });

  it('leads a connection that skips a step beside that step', () => {
    const lanes = toFlow(reminders, names, true).edges.filter(({ data }) => data?.lane !== undefined);
    expect(lanes.map(({ id }) => id)).toContain('wait:paid:thanks');
  });
});
