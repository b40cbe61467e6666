import { edgeId, type Graph, type GraphEdge, type GraphNode } from '../graph.js';
import { findNode, portsOf, triggersOf } from '../lookup.js';
import { ancestorsOf, reachableFrom } from '../validation/structure.js';
import type { PortRef } from './operation.js';

/** Why a connection is not allowed, as a message; null if it is allowed. */
export function refuseConnection(graph: Graph, from: PortRef, target: string): string | null {
  const source = findNode(graph, from.nodeId);
  const goal = findNode(graph, target);
  if (!source || !goal) return 'This step no longer exists.';
  if (!portsOf(source).some(({ id }) => id === from.port)) return 'This step has no such branch.';
  if (goal.kind === 'trigger') return 'A trigger cannot follow another step.';
  // Checked without the edge that is replaced, because that edge may be the one that closes the cycle.
  const rest = { ...graph, edges: withoutEdge(graph.edges, from) };
  return reachableFrom(rest, [target]).has(from.nodeId) ? 'This would lead back to an earlier step.' : null;
}

/** The steps that a port may lead to: the canvas highlights them while a connection is dragged. */
export function legalTargets(graph: Graph, from: PortRef): string[] {
  const rest = { ...graph, edges: withoutEdge(graph.edges, from) };
  const before = ancestorsOf(rest, from.nodeId);
  const triggers = new Set(triggersOf(graph).map(({ id }) => id));
  return graph.nodes.map(({ id }) => id).filter((id) => !before.has(id) && !triggers.has(id));
}

/** Edges without the one of a port. */
export const withoutEdge = (edges: readonly GraphEdge[], from: PortRef): GraphEdge[] =>
  edges.filter((edge) => edge.source !== from.nodeId || edge.port !== from.port);

/** Edges with a new one from a port, in place of its previous one. */
export const withEdge = (edges: readonly GraphEdge[], from: PortRef, target: string): GraphEdge[] => [
  ...withoutEdge(edges, from),
  { source: from.nodeId, port: from.port, target },
];

// Nodes are never changed in place: each version of a node has its ports read once, not once per keystroke in the editor.
const portIds = new WeakMap<GraphNode, ReadonlySet<string>>();

function portIdsOf(node: GraphNode): ReadonlySet<string> {
  const known = portIds.get(node);
  if (known) return known;
  const ids = new Set(portsOf(node).map(({ id }) => id));
  portIds.set(node, ids);
  return ids;
}

/** Edges whose nodes both exist. An operation never leaves a dangling edge. The same array if every edge has. */
export function soundEdges(graph: Graph): Graph['edges'] {
  const ports = new Map(graph.nodes.map((node) => [node.id, portIdsOf(node)]));
  const seen = new Set<string>();
  const kept = graph.edges.filter((edge) => {
    const sound = ports.get(edge.source)?.has(edge.port) && ports.has(edge.target) && !seen.has(edgeId(edge));
    if (sound) seen.add(edgeId(edge));
    return sound;
  });
  return kept.length === graph.edges.length ? graph.edges : kept;
}
