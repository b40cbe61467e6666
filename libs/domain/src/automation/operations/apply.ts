import { notesOf } from '../canvas-items.js';
import { withDefaultEntry } from '../entry-rules.js';
import { type Graph, GraphEdge, GraphNode, graphLimits, longestStepName } from '../graph.js';
import { findNode, portsOf, targetOf } from '../lookup.js';
import { withScenarios } from '../scenarios/of-graph.js';
import { reachableFrom } from '../validation/index.js';
import {
  grouped,
  withChangedNote,
  withGroup,
  withGroupName,
  withNote,
  withoutGroup,
  withoutNote,
  withSoundGroups,
} from './canvas-items.js';
import { refuseConnection, soundEdges, withEdge, withoutEdge } from './connect.js';
import { renamed, renamedGroup, renamedNote } from './fragment.js';
import type { Operation, OperationResult, PortRef } from './operation.js';

type Change<T extends Operation['type']> = Operation & { readonly type: T };

/**
 * Applies one change to a graph. The canvas and the server use the same function. It never leaves a connection without both
 * ends, and does not modify its input.
 */
export function applyOperation(graph: Graph, operation: Operation): OperationResult {
  const result = apply(graph, operation);
  return result.ok ? accept(withDefaultEntry(graph, result.graph)) : result;
}

function apply(graph: Graph, operation: Operation): OperationResult {
  switch (operation.type) {
    case 'addNode':
      return addNode(graph, operation);
    case 'insertNode':
      return insertNode(graph, operation);
    case 'removeNode':
      return removeNode(graph, operation);
    case 'removeBranch':
      return removeBranch(graph, operation);
    case 'updateConfig':
      return changeNode(graph, operation.nodeId, (node) => ({ ...node, config: operation.config }));
    case 'renameNode':
      return renameNode(graph, operation);
    case 'moveNode':
      return changeNode(graph, operation.nodeId, ({ position: _, ...node }) =>
        operation.position ? { ...node, position: operation.position } : node,
      );
    case 'connect': {
      const reason = refuseConnection(graph, operation.from, operation.target);
      return reason ? refuse(reason) : accept({ ...graph, edges: withEdge(graph.edges, operation.from, operation.target) });
    }
    case 'disconnect':
      return accept({ ...graph, edges: withoutEdge(graph.edges, operation.from) });
    case 'setEntry':
      return accept({ ...graph, entry: operation.entry });
    case 'setExitRules':
      return accept({ ...graph, exitRules: [...operation.exitRules] });
    case 'setGoal':
      return accept(operation.goal ? { ...graph, goal: operation.goal } : { ...withoutGoalStep(graph), goal: null });
    case 'setGoalStep':
      return setGoalStep(graph, operation.step);
    case 'setEmailPriority':
      return setEmailPriority(graph, operation.priority);
    case 'setScenarios':
      return accept(withScenarios(graph, operation));
    case 'duplicateNode':
      return duplicate(graph, operation);
    case 'paste':
      return paste(graph, operation);
    case 'addNote':
      return acceptOrRefuse(withNote(graph, operation));
    case 'updateNote':
      return acceptOrRefuse(withChangedNote(graph, operation));
    case 'removeNote':
      return accept(withoutNote(graph, operation));
    case 'addGroup':
      return acceptOrRefuse(withGroup(graph, operation));
    case 'renameGroup':
      return acceptOrRefuse(withGroupName(graph, operation));
    case 'removeGroup':
      return accept(withoutGroup(graph, operation));
  }
}

const refuse = (reason: string): OperationResult => ({ ok: false, reason });
const accept = (changed: Graph): OperationResult => {
  const graph = withSoundGroups(changed);
  const edges = soundEdges(graph);
  return { ok: true, graph: edges === graph.edges ? graph : { ...graph, edges } };
};
const acceptOrRefuse = (result: Graph | string): OperationResult =>
  typeof result === 'string' ? refuse(result) : accept(result);
const gone = (): OperationResult => refuse('This step no longer exists.');

function changeNode(graph: Graph, nodeId: string, change: (node: GraphNode) => GraphNode): OperationResult {
  if (!findNode(graph, nodeId)) return gone();
  return accept({ ...graph, nodes: graph.nodes.map((node) => (node.id === nodeId ? change(node) : node)) });
}

/** Why some steps may not be added; null if they may. */
function refuseNodes(graph: Graph, nodes: readonly GraphNode[]): string | null {
  if (graph.nodes.length + nodes.length > graphLimits.nodes) return `An automation can have at most ${graphLimits.nodes} steps.`;
  const taken = new Set([...graph.nodes, ...notesOf(graph)].map(({ id }) => id));
  for (const node of nodes) {
    if (taken.has(node.id)) return 'A step with this ID already exists.';
    if (!GraphNode.safeParse(node).success) return 'This step cannot be read.';
    taken.add(node.id);
  }
  return null;
}

function addNode(graph: Graph, { node, after }: Change<'addNode'>): OperationResult {
  const reason = refuseNodes(graph, [node]);
  if (reason) return refuse(reason);
  const added: Graph = { ...graph, nodes: [...graph.nodes, node] };
  if (!after) return accept(added);
  const source = findNode(graph, after.nodeId);
  if (!source) return gone();
  if (!portsOf(source).some(({ id }) => id === after.port)) return refuse('This step has no such branch.');
  if (node.kind === 'trigger') return refuse('A trigger cannot follow another step.');
  return accept(spliced(added, node, after));
}

/** Inserts a step between a port and its target. */
function spliced(graph: Graph, node: GraphNode, after: PortRef): Graph {
  const behind = targetOf(graph, after.nodeId, after.port);
  const first = portsOf(node)[0];
  const linked = withEdge(graph.edges, after, node.id);
  const edges = behind && first ? withEdge(linked, { nodeId: node.id, port: first.id }, behind) : linked;
  return grouped({ ...graph, edges }, node.id, after, behind);
}

function insertNode(graph: Graph, { nodeId, after }: Change<'insertNode'>): OperationResult {
  const node = findNode(graph, nodeId);
  if (!node) return gone();
  if (after.nodeId === nodeId || targetOf(graph, after.nodeId, after.port) === nodeId)
    return refuse('This step is already there.');
  const first = portsOf(node)[0];
  // What followed its first branch takes its place; its other branches stay connected.
  const branches = graph.edges.filter(({ source, port }) => source === nodeId && port !== first?.id);
  const taken: Graph = { ...graph, edges: [...healed(graph, node, first?.id), ...branches] };
  const reason = refuseConnection(taken, after, nodeId);
  if (reason) return refuse(reason);
  const { position: _, ...placed } = node;
  return accept(spliced({ ...taken, nodes: graph.nodes.map((each) => (each === node ? placed : each)) }, node, after));
}

function removeNode(graph: Graph, { nodeId, keepPort }: Change<'removeNode'>): OperationResult {
  const node = findNode(graph, nodeId);
  if (!node) return gone();
  return accept({ ...graph, nodes: graph.nodes.filter(({ id }) => id !== nodeId), edges: healed(graph, node, keepPort) });
}

/** The edges without a step: those that led to it lead to the step after it, at one port or at its first connected one. */
function healed(graph: Graph, node: GraphNode, keepPort: string | undefined): Graph['edges'] {
  const wanted = keepPort === undefined ? portsOf(node).map(({ id }) => id) : [keepPort];
  const heir = wanted.map((port) => targetOf(graph, node.id, port)).find((target) => target !== undefined);
  return graph.edges.flatMap((edge) => {
    if (edge.source === node.id) return [];
    if (edge.target !== node.id) return [edge];
    return heir === undefined ? [] : [{ ...edge, target: heir }];
  });
}

function removeBranch(graph: Graph, { nodeId, port, config }: Change<'removeBranch'>): OperationResult {
  const first = targetOf(graph, nodeId, port);
  const changed = changeNode({ ...graph, edges: withoutEdge(graph.edges, { nodeId, port }) }, nodeId, (node) => ({
    ...node,
    config,
  }));
  if (!changed.ok || first === undefined) return changed;
  const rest = changed.graph;
  const behind = reachableFrom(rest, [first]);
  const others = rest.nodes.filter(({ id }) => !behind.has(id)).map(({ id }) => id);
  const kept = reachableFrom(rest, others);
  return accept({ ...rest, nodes: rest.nodes.filter(({ id }) => kept.has(id)) });
}

const withoutGoalStep = ({ goalStep: _, ...graph }: Graph): Graph => graph;

function setGoalStep(graph: Graph, nodeId: string | null): OperationResult {
  if (nodeId === null) return accept(withoutGoalStep(graph));
  const step = findNode(graph, nodeId);
  if (!step) return gone();
  if (step.kind === 'trigger') return refuse('A journey cannot continue at a trigger.');
  return accept({ ...graph, goalStep: nodeId });
}

function setEmailPriority({ emailPriority: _, ...graph }: Graph, priority: Graph['emailPriority'] | null): OperationResult {
  return accept(priority ? { ...graph, emailPriority: priority } : graph);
}

function renameNode(graph: Graph, { nodeId, name }: Change<'renameNode'>): OperationResult {
  const wanted = name.trimStart();
  if (wanted.length > longestStepName) return refuse(`A name can have at most ${longestStepName} characters.`);
  return changeNode(graph, nodeId, ({ name: _, ...node }) => (wanted === '' ? node : { ...node, name: wanted }));
}

function duplicate(graph: Graph, { nodeId, newId, position }: Change<'duplicateNode'>): OperationResult {
  const node = findNode(graph, nodeId);
  if (!node) return gone();
  const { position: _, ...copy } = renamed(node, new Map([[nodeId, newId]]), undefined);
  const placed = { ...copy, ...(position && { position }) };
  const reason = refuseNodes(graph, [placed]);
  return reason ? refuse(reason) : accept({ ...graph, nodes: [...graph.nodes, placed] });
}

function paste(graph: Graph, { fragment, ids, offset }: Change<'paste'>): OperationResult {
  const names = new Map(Object.entries(ids));
  const nodes = fragment.nodes.map((node) => renamed(node, names, offset));
  const reason = refuseNodes(graph, nodes);
  if (reason) return refuse(reason);
  const pasted = new Set(nodes.map(({ id }) => id));
  const edges = fragment.edges
    .map((edge) => ({ ...edge, source: names.get(edge.source) ?? edge.source, target: names.get(edge.target) ?? edge.target }))
    // A pasted fragment must not reconnect existing steps.
    .filter((edge) => GraphEdge.safeParse(edge).success && pasted.has(edge.source) && pasted.has(edge.target));
  const joined: Graph = { ...graph, nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] };
  return withPastedItems(joined, fragment, names, offset);
}

/** The notes and groups of a pasted fragment. */
function withPastedItems(
  graph: Graph,
  { notes = [], groups = [] }: Change<'paste'>['fragment'],
  names: ReadonlyMap<string, string>,
  offset: Change<'paste'>['offset'],
): OperationResult {
  let result: Graph = graph;
  for (const note of notes) {
    const next = withNote(result, { type: 'addNote', note: renamedNote(note, names, offset) });
    if (typeof next === 'string') return refuse(next);
    result = next;
  }
  for (const group of groups) {
    const next = withGroup(result, { type: 'addGroup', group: renamedGroup(group, names) });
    if (typeof next === 'string') return refuse(next);
    result = next;
  }
  return accept(result);
}
