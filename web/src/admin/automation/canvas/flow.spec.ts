import { describe, expect, it } from '@jest/globals';
import {
  applyOperation,
  automationTemplates,
  emptyGraph,
  type Graph,
  type GraphNode,
  type Operation,
} from '@perennial/domain/automation';
import { createFlow } from './flow';

const names = () => undefined;
const waitFor = (port: string) => ({ paths: [{ port, eventType: 'payment.succeeded' }], timeoutAmount: 3, timeoutUnit: 'days' });
const toFlow = (graph: Graph, editable: boolean) => createFlow(editable)(graph, names, {});
const after = (graph: Graph, operation: Operation): Graph => {
  const result = applyOperation(graph, operation);
  if (!result.ok) throw new Error(result.reason);
  return result.graph;
};

/** A connection that skips a step, and two that lead from one step to another. */
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
    '%s is drawn with each step and each connection once',
    (_id, graph) => {
      const { nodes, edges } = toFlow(graph, true);
      const steps = nodes.filter(({ type }) => type === 'step').map(({ id }) => id);
      expect(steps).toEqual(graph.nodes.map(({ id }) => id));
      const links = edges.filter(({ data }) => !data?.open).map(({ id }) => id);
      expect(links.sort()).toEqual(graph.edges.map(({ source, port, target }) => `${source}:${port}:${target}`).sort());
    },
  );

  it('shows a place to add a step at every open port, only while editing', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const open = (editable: boolean) => toFlow(graph, editable).nodes.filter((node) => node.type === 'open');
    expect(open(true).length).toBeGreaterThan(0);
    expect(open(false)).toEqual([]);
  });

  it('shows on each connection how many people took it', () => {
    const passed = { links: new Map([['wait:paid', 7]]), steps: new Map([['wait', 7]]) };
    const { edges } = createFlow(true)(reminders, names, { passed });
    const of = (port: string) => edges.find(({ data }) => data?.source === 'wait' && data.port === port)?.data?.passed;
    expect([of('paid'), of('timeout')]).toEqual([7, 0]);
  });

  it('draws notes below the cards, and only the note that changed again', () => {
    const note = { id: 'n1', text: 'Ask Ada', colour: 'blue' as const, x: 10, y: 20, width: 200, height: 100 };
    const other = { ...note, id: 'n2', text: '' };
    const graph: Graph = { ...reminders, canvas: { notes: [note, other], groups: [] } };
    const draw = createFlow(true);
    const first = draw(graph, names, {}).nodes;
    expect(first.filter(({ type }) => type === 'note')).toMatchObject([
      { id: 'n1', position: { x: 10, y: 20 }, width: 200, height: 100, data: { text: 'Ask Ada', colour: 'blue' }, zIndex: -1 },
      { id: 'n2' },
    ]);
    const typed = draw(after(graph, { type: 'updateNote', noteId: 'n1', change: { text: 'Ask Ada first' } }), names, {}).nodes;
    expect(typed.filter((node, index) => node !== first[index]).map(({ id }) => id)).toEqual(['n1']);
  });

  it('lays steps out from top to bottom', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const at = new Map(toFlow(graph, true).nodes.map((node) => [node.id, node.position.y]));
    for (const edge of graph.edges) expect(at.get(edge.target)).toBeGreaterThan(at.get(edge.source) ?? 0);
  });

  it('tells connections that have both ends in common from those that only meet', () => {
    const twins = toFlow(reminders, true).edges.filter(({ data }) => data?.twin);
    const ends = twins.map(({ source, target }) => `${source}>${target}`);
    expect(new Set(ends).size).toBe(ends.length / 2);
    expect(ends.length).toBeGreaterThan(0);
  });

  it('keeps where a person put a card', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const [first, ...rest] = graph.nodes;
    const moved = { ...graph, nodes: [{ ...first, position: { x: 500, y: 70 } }, ...rest] } as Graph;
    expect(toFlow(moved, true).nodes[0]?.position).toEqual({ x: 500, y: 70 });
  });

  it('moves nothing for a card that is laid beside the rest', () => {
    const graph = automationTemplates[0]?.build({}) as Graph;
    const beside = { id: 'beside', kind: 'exit', config: {}, position: { x: 900, y: 40 } } as const;
    const places = (value: Graph) => toFlow(value, true).nodes.map(({ id, position }) => [id, position]);
    const after = places({ ...graph, nodes: [...graph.nodes, beside] });
    expect(after.filter(([id]) => id !== 'beside')).toEqual(places(graph));
  });

  it('leads a connection that skips a step beside that step', () => {
    const lanes = toFlow(reminders, true).edges.filter(({ data }) => data?.lane !== undefined);
    expect(lanes.map(({ id }) => id)).toContain('wait:paid:thanks');
  });

  it('keeps every card and connection that a change of settings does not touch', () => {
    const flow = createFlow(true);
    const before = flow(reminders, names, {});
    const changed = after(reminders, { type: 'updateConfig', nodeId: 'again', config: { audience: 'staff' } });
    const now = flow(changed, names, { problems: new Map([['end', 'Choose a mail.']]) });
    expect(now.nodes.filter((node, index) => node !== before.nodes[index]).map(({ id }) => id)).toEqual(['end']);
    expect(now.edges).toBe(before.edges);
    const named = flow(after(changed, { type: 'updateConfig', nodeId: 'end', config: { templateId: 'x' } }), () => 'Hello', {});
    expect(named.edges).toBe(before.edges);
  });

  it('visits only the edited step when settings change', () => {
    const visited = new Set<string>();
    const watched = (step: GraphNode) =>
      new Proxy(step, {
        get: (from, key) => {
          visited.add(from.id);
          return Reflect.get(from, key);
        },
      });
    const pause = (amount: number) => ({ amount, unit: 'days' });
    const steps = reminders.nodes.map(
      (step): GraphNode => (step.id === 'again' ? { id: 'again', kind: 'waitDuration', config: pause(1) } : step),
    );
    const graph: Graph = { ...reminders, nodes: steps.map(watched) };
    const flow = createFlow(true);
    const picked = ['again'];
    const before = flow(graph, names, { picked });
    const changed = after(graph, { type: 'updateConfig', nodeId: 'again', config: pause(2) });
    visited.clear();
    const now = flow(changed, names, { picked });
    expect([...visited]).toEqual(['again']);
    expect(now.nodes.filter((node, index) => node !== before.nodes[index]).map(({ id }) => id)).toEqual(['again']);
    expect(now.nodes).toEqual(createFlow(true)(changed, names, { picked }).nodes);
  });

  it('shows what a setting changes in the label of a connection, and moves no card', () => {
    const flow = createFlow(true);
    const before = flow(reminders, names, {});
    const config = { ...waitFor('paid'), timeoutAmount: 5 };
    const now = flow(after(reminders, { type: 'updateConfig', nodeId: 'wait', config }), names, {});
    expect(now.edges.find(({ id }) => id === 'wait:timeout:again')?.data?.label).toBe('not within 5 days');
    expect(now.nodes.filter((node, index) => node !== before.nodes[index]).map(({ id }) => id)).toEqual(['wait']);
  });

  it('moves one card without touching another', () => {
    const flow = createFlow(true);
    const before = flow(reminders, names, {}).nodes;
    const held = flow(reminders, names, { moving: { wait: { x: 7, y: 9 } } }).nodes;
    expect(held.filter((node, index) => node !== before[index])).toMatchObject([{ id: 'wait', position: { x: 7, y: 9 } }]);
  });

  it('draws a port that settings add, with a place to add a step', () => {
    const flow = createFlow(true);
    flow(reminders, names, {});
    const paths = [...waitFor('seen').paths, { port: 'other', eventType: 'tag.added' }];
    const wider = after(reminders, { type: 'updateConfig', nodeId: 'thanks', config: { ...waitFor('seen'), paths } });
    const { nodes } = flow(wider, names, {});
    expect(nodes.find(({ id }) => id === 'open:thanks:other')).toBeDefined();
    const ports = nodes.find(({ id }) => id === 'thanks')?.handles?.map(({ id }) => id);
    expect(ports).toEqual(expect.arrayContaining([null, 'seen', 'other', 'timeout']));
  });
});
