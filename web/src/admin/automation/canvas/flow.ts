import type { Graph, GraphNode } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { shallow } from 'zustand/shallow';
import { cardOf, summaryOf } from './card';
import type { Flow, FlowEdge, FlowNode, FlowPath, Marks, OpenNode, StepData, StepNode } from './flow-types';
import { cardHandles, openHandles } from './handles';
import type { Place } from './layout';
import { portOrder, positionsOf } from './positions';
import { cardSize, openSize } from './sizes';
import { type OpenPort, type Topology, topologyKey, topologyOf } from './topology';

/**
 * Turns a graph into what React Flow draws. It remembers its last result: a card or connection that looks as before is the same
 * object as before, so React renders only what changed. The layout runs only when steps or connections change.
 */
export function createFlow(editable: boolean): (graph: Graph, names: Names, marks: Marks) => Flow {
  const topology = memoized((_key: string, graph: Graph) => topologyOf(graph, editable), 1);
  const lanes = memoized((known: Topology, _moved: string, graph: Graph) => withLanes(known, graph), 2);
  const bright = memoized((edges: FlowEdge[], path: FlowPath | undefined) => onPath(edges, path), 2);
  const nodes = new Map<string, FlowNode>();
  let last: FlowNode[] = [];
  return (graph, names, marks) => {
    const known = topology(topologyKey(graph), graph);
    const moved = graph.nodes.flatMap(({ id, position }) => (position ? [id] : [])).join(' ');
    const edges = bright(lanes(known, moved, graph), marks.path);
    const positions = positionsOf(graph, known);
    const order = portOrder(graph, known, positions);
    const picked = new Set(marks.picked);
    const drawn = [
      ...graph.nodes.map((step) =>
        stepNode(step, names, marks, {
          ports: order.get(step.id) ?? cardOf(step).ports.map(({ id }) => id),
          position: marks.moving?.[step.id] ?? positions.get(step.id) ?? { x: 0, y: 0 },
          selected: picked.has(step.id),
          before: nodes.get(step.id),
        }),
      ),
      ...known.open.map((port) => openNode(port, positions.get(port.id) ?? { x: 0, y: 0 }, nodes.get(port.id))),
    ];
    nodes.clear();
    for (const node of drawn) nodes.set(node.id, node);
    if (!shallow(last, drawn)) last = drawn;
    return { nodes: last, edges };
  };
}

interface Placed {
  readonly ports: readonly string[];
  readonly position: Place;
  readonly selected: boolean;
  readonly before: FlowNode | undefined;
}

function stepNode(step: GraphNode, names: Names, marks: Marks, { ports, position, selected, before }: Placed): StepNode {
  const old = before?.type === 'step' ? before : undefined;
  const fresh = dataOf(step, names, marks, old && shallow(old.data.ports, ports) ? old.data.ports : ports);
  const data = old && shallow(old.data, fresh) ? old.data : fresh;
  if (old && old.data === data && samePlace(old.position, position) && old.selected === selected) return old;
  return {
    ...{ id: step.id, type: 'step', position, data, selected },
    ...cardSize,
    measured: cardSize,
    handles: old && old.data.ports === data.ports && old.handles ? old.handles : cardHandles(data),
  };
}

function dataOf(step: GraphNode, names: Names, marks: Marks, ports: readonly string[]): StepData {
  const { family, icon, label } = cardOf(step);
  const { id } = step;
  const { problems, counts, path, legal } = marks;
  const isLegal = legal?.targets.has(id) ?? false;
  return {
    ...{ family, icon, label, ports, summary: summaryOf(step, names), problem: problems?.get(id) },
    people: counts?.get(id)?.people,
    parked: counts?.get(id)?.parked,
    visited: path?.visited.get(id),
    current: path?.current === id,
    dim: (path !== undefined && !path.visited.has(id)) || (legal !== undefined && !isLegal && legal.source !== id),
    legal: isLegal,
  };
}

function openNode({ id, source, port }: OpenPort, position: Place, before: FlowNode | undefined): OpenNode {
  if (before?.type === 'open' && samePlace(before.position, position)) return before;
  return {
    ...{ id, type: 'open', position, data: { source, port }, draggable: false, selectable: false },
    ...openSize,
    measured: openSize,
    handles: openHandles,
  };
}

/** Connections that pass cards run beside them; what was moved by hand has cards in between that the layout does not know. */
function withLanes({ edges, layout }: Topology, graph: Graph): FlowEdge[] {
  const moved = new Set(graph.nodes.flatMap(({ id, position }) => (position ? [id] : [])));
  return edges.map((edge): FlowEdge => {
    const lane = layout.lanes.get(edge.id);
    if (lane === undefined || !edge.data || moved.has(edge.source) || moved.has(edge.target)) return edge;
    return { ...edge, data: { ...edge.data, lane } };
  });
}

const onPath = (edges: FlowEdge[], path: FlowPath | undefined): FlowEdge[] =>
  path ? edges.map((edge) => (edge.data ? { ...edge, data: { ...edge.data, onPath: path.links.has(edge.id) } } : edge)) : edges;

const samePlace = (a: Place, b: Place): boolean => a.x === b.x && a.y === b.y;

/** A function that repeats its last result while its first arguments, as many as `keys`, stay the same. */
function memoized<A extends readonly unknown[], R>(work: (...given: A) => R, keys: number): (...given: A) => R {
  let last: { readonly given: A; readonly result: R } | undefined;
  return (...given) => {
    if (!last || given.slice(0, keys).some((value, index) => value !== last?.given[index]))
      last = { given, result: work(...given) };
    return last.result;
  };
}
