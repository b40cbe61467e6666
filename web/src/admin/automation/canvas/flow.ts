import { edgeId, type Graph, type GraphNode, type Note, notesOf } from '@perennial/domain/automation';
import type { Names } from '@perennial/domain/conditions';
import { shallow } from 'zustand/shallow';
import { cardOf, summaryOf, withSteps } from './card';
import type { Flow, FlowEdge, FlowNode, FlowPath, Held, Marks, NoteNode, OpenNode, StepData, StepNode } from './flow-types';
import { cardHandles, openHandles, portPlace } from './handles';
import { stemsOf } from './lane-path';
import { createLayout, type Place } from './layout';
import { positionsOf } from './positions';
import { cardHeight, rulesOf, type SchoolLimits, titleTrigger } from './rules';
import { cardSize, openSize } from './sizes';
import { type OpenPort, type Topology, topologyKey, topologyOf } from './topology';

/**
 * Turns a graph into what React Flow draws. It remembers its last result: a card or connection that looks as before is the same
 * object as before, so React renders only what changed. The layout runs only when steps or connections change. Where only
 * settings change, as with each key typed in the panel, no other card is visited.
 */
export function createFlow(editable: boolean, limits: SchoolLimits = null): (graph: Graph, names: Names, marks: Marks) => Flow {
  const draw = createDrawing(editable, limits);
  let last: Drawn | undefined;
  return (graph, names, marks) => {
    const edited = last?.names === names && shallow(last.marks, marks) ? editedSteps(last.graph, graph, last.flow.nodes) : null;
    const flow =
      last && edited ? withEdited(last.flow, graph, edited, names, marks) : draw(graph, names, marks, last?.flow.nodes ?? []);
    last = { graph, names, marks, flow };
    return flow;
  };
}

interface Drawn {
  readonly graph: Graph;
  readonly names: Names;
  readonly marks: Marks;
  readonly flow: Flow;
}

/** Steps by their index. */
type Edited = readonly (readonly [number, GraphNode])[];

/** Steps whose settings changed; null if something else changed too, such as a position, a port or a connection. */
function editedSteps(before: Graph, after: Graph, drawn: readonly FlowNode[]): Edited | null {
  if (before.nodes.length !== after.nodes.length || !shallow(before.edges, after.edges)) return null;
  if (before.entry !== after.entry || before.exitRules !== after.exitRules || before.goal !== after.goal) return null;
  if (before.goalStep !== after.goalStep || before.emailPriority !== after.emailPriority) return null;
  if (before.canvas !== after.canvas) return null;
  const edited: [number, GraphNode][] = [];
  const named = new Set<string>();
  for (const [index, step] of after.nodes.entries()) {
    const old = before.nodes[index];
    if (old === step) continue;
    if (!old || old.position !== step.position || cardOf(old).shape !== cardOf(step).shape) return null;
    // The rules name limits for marketing emails.
    if (old.config.category !== step.config.category || old.config.audience !== step.config.audience) return null;
    edited.push([index, step]);
    named.add(step.id);
  }
  // The card of a step that goes back names another step.
  for (const [index, node] of drawn.entries()) {
    const step = after.nodes[index];
    const back = node.type === 'step' ? node.data.back : undefined;
    if (step && back !== undefined && named.has(back) && !named.has(node.id)) edited.push([index, step]);
  }
  return edited;
}

/** A drawing with other settings. Its cards are in the order of the steps, before the open ports. */
function withEdited(flow: Flow, graph: Graph, edited: Edited, names: Names, marks: Marks): Flow {
  const nodes = [...flow.nodes];
  let same = true;
  for (const [index, step] of edited) {
    const old = nodes[index];
    if (old?.type !== 'step') continue;
    const { position, data } = old;
    const { ports, rules } = data;
    const fresh = stepNode(step, graph, names, marks, { ports, rules, position, selected: old.selected === true, before: old });
    same &&= fresh === old;
    nodes[index] = fresh;
  }
  return same ? flow : { ...flow, nodes };
}

/** Draws every card. */
function createDrawing(editable: boolean, limits: SchoolLimits) {
  const layOut = createLayout();
  const topology = memoized((_key: string, graph: Graph) => topologyOf(graph, editable, layOut, limits), 1);
  const movedIn = (graph: Graph) => graph.nodes.flatMap(({ id, position }) => (position ? [id] : [])).join(' ');
  const keyOf = memoized((graph: Graph) => ({ topology: topologyKey(graph, limits), moved: movedIn(graph) }), 1);
  const positionsIn = memoized((graph: Graph, known: Topology) => positionsOf(graph, known, limits), 2);
  const lanes = memoized((known: Topology, _moved: string, graph: Graph) => withLanes(known, graph), 2);
  const bright = memoized((edges: FlowEdge[], path: FlowPath | undefined) => onPath(edges, path), 2);
  const counted = memoized((edges: FlowEdge[], passed: Marks['passed']) => withPassed(edges, passed), 2);
  return (graph: Graph, names: Names, marks: Marks, last: FlowNode[]): Flow => {
    const key = keyOf(graph);
    const known = topology(key.topology, graph);
    const edges = counted(bright(lanes(known, key.moved, graph), marks.path), marks.passed);
    const positions = positionsIn(graph, known);
    const first = titleTrigger(graph)?.id;
    const picked = new Set(marks.picked);
    const before = new Map(last.map((node) => [node.id, node]));
    const drawn = [
      ...graph.nodes.map((step) =>
        stepNode(step, graph, names, marks, {
          ports: cardOf(step).ports.map(({ id }) => id),
          rules: step.id === first ? rulesOf(graph, limits) : undefined,
          position: marks.moving?.[step.id] ?? positions.get(step.id) ?? { x: 0, y: 0 },
          selected: picked.has(step.id),
          before: before.get(step.id),
        }),
      ),
      ...known.open.map((port) => openNode(port, positions.get(port.id) ?? { x: 0, y: 0 }, before.get(port.id))),
      ...notesOf(graph).map((note) =>
        noteNode(note, marks.moving?.[note.id], { editable, selected: picked.has(note.id), before: before.get(note.id) }),
      ),
    ];
    return { nodes: shallow(last, drawn) ? last : drawn, edges };
  };
}

interface Placed {
  readonly ports: readonly string[];
  readonly rules: readonly string[] | undefined;
  readonly position: Place;
  readonly selected: boolean;
  readonly before: FlowNode | undefined;
}

function stepNode(
  step: GraphNode,
  graph: Graph,
  names: Names,
  marks: Marks,
  { ports, rules, position, selected, before }: Placed,
): StepNode {
  const old = before?.type === 'step' ? before : undefined;
  const target = step.kind === 'goBack' ? step.config.target : undefined;
  const back = typeof target === 'string' && target !== '' ? target : undefined;
  const fresh = dataOf(step, back === undefined ? names : withSteps(graph, names), marks, {
    back,
    ports: kept(old?.data.ports, ports),
    rules: rules && kept(old?.data.rules, rules),
  });
  const data = old && shallow(old.data, fresh) ? old.data : fresh;
  if (old && old.data === data && samePlace(old.position, position) && old.selected === selected) return old;
  const size = { width: cardSize.width, height: cardHeight(data.rules) };
  return {
    ...{ id: step.id, type: 'step', position, data, selected },
    ...size,
    measured: size,
    handles:
      old && old.data.ports === data.ports && old.data.rules === data.rules && old.handles ? old.handles : cardHandles(data),
  };
}

/** The list as it was before, if it has the same entries. */
const kept = (old: readonly string[] | undefined, now: readonly string[]): readonly string[] =>
  old && shallow(old, now) ? old : now;

function dataOf(
  step: GraphNode,
  names: Names,
  marks: Marks,
  { ports, rules, back }: Pick<StepData, 'ports' | 'rules' | 'back'>,
): StepData {
  const { family, icon, label } = cardOf(step);
  const { id } = step;
  const { problems, counts, holds, passed, path, changes, legal } = marks;
  const isLegal = legal?.targets.has(id) ?? false;
  return {
    ...{ family, icon, label, ports, rules, back, summary: summaryOf(step, names), problem: problems?.get(id) },
    people: counts?.get(id)?.people,
    parked: counts?.get(id)?.parked,
    held: holds?.has(id) ? (counts?.get(id)?.held ?? 0) : undefined,
    change: changes?.get(id),
    visited: path ? path.visited.get(id) : passed && passedText(passed.steps.get(id) ?? 0),
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

interface Shown {
  readonly editable: boolean;
  readonly selected: boolean;
  readonly before: FlowNode | undefined;
}

function noteNode(note: Note, held: Held | undefined, { editable, selected, before }: Shown): NoteNode {
  const { id, text, colour } = note;
  const { x, y, width, height } = { ...note, ...held };
  const old = before?.type === 'note' ? before : undefined;
  const data = old?.data.text === text && old.data.colour === colour ? old.data : { text, colour };
  const sameSize = old?.width === width && old.height === height;
  if (old?.data === data && sameSize && samePlace(old.position, { x, y }) && old.selected === selected) return old;
  return {
    ...{ id, type: 'note', position: { x, y }, data, selected, width, height, measured: { width, height }, handles: [] },
    // Below cards and connections.
    zIndex: -1,
    ...(editable ? {} : { draggable: false, selectable: false, focusable: false }),
  };
}

/** The lanes of the layout; after a manual move, there may be cards in between that the layout does not know. */
function withLanes(known: Topology, graph: Graph): FlowEdge[] {
  const { edges, layout } = known;
  const moved = new Set(graph.nodes.flatMap(({ id, position }) => (position ? [id] : [])));
  const stems = stemsIn(known, graph);
  return edges.map((edge): FlowEdge => {
    const place = layout.lanes.get(edge.id);
    const stem = stems.get(edge.id);
    const lane = place && stem !== undefined ? { ...place, stem } : place;
    if (lane === undefined || !edge.data || moved.has(edge.source) || moved.has(edge.target)) return edge;
    return { ...edge, data: { ...edge.data, lane } };
  });
}

/** How far each connection of a card with several branches goes down before it turns, by the ID of the connection. */
function stemsIn({ edges, layout: { places, lanes } }: Topology, graph: Graph): ReadonlyMap<string, number> {
  const laneOf = new Map(edges.map((edge) => [`${edge.source}:${edge.sourceHandle}`, { id: edge.id, lane: lanes.get(edge.id) }]));
  const stems = new Map<string, number>();
  for (const step of graph.nodes) {
    const { ports } = cardOf(step);
    const left = places.get(step.id)?.x;
    if (ports.length < 3 || left === undefined) continue;
    const links = ports.map(({ id }) => laneOf.get(`${step.id}:${id}`));
    const turns = links.map((link, index) =>
      link?.lane ? link.lane.x - left - cardSize.width * portPlace(index, ports.length) : 0,
    );
    for (const [index, stem] of stemsOf(turns).entries()) stems.set(links[index]?.id ?? '', stem);
  }
  return stems;
}

const onPath = (edges: FlowEdge[], path: FlowPath | undefined): FlowEdge[] =>
  path ? edges.map((edge) => (edge.data ? { ...edge, data: { ...edge.data, onPath: path.links.has(edge.id) } } : edge)) : edges;

const withPassed = (edges: FlowEdge[], passed: Marks['passed']): FlowEdge[] =>
  passed
    ? edges.map((edge) =>
        edge.data ? { ...edge, data: { ...edge.data, passed: passed.links.get(edgeId(edge.data)) ?? 0 } } : edge,
      )
    : edges;

const passedText = (people: number): string => `${people.toLocaleString('en')} passed`;

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
