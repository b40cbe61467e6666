import { edgeId, type Graph, type GraphEdge } from '../graph.js';
import { findNode, portsOf, triggersOf } from '../lookup.js';
import { reachableFrom } from '../validation/index.js';
import type { PortRef } from './operation.js';

/** Why a connection may not be drawn, in words for the person drawing it; null if it may. */
export function refuseConnection(graph: Graph, from: PortRef, target: string): string | null {
  const source = findNode(graph, from.nodeId);
  const goal = findNode(graph, target);
  if (!source || !goal) return 'This step no longer exists.';
  if (!portsOf(source).some(({ id }) => id === from.port)) return 'This step has no such branch.';
  if (goal.kind === 'trigger') return 'A trigger cannot follow another step.';
  // Looked at without the edge that is re-wired: it may be the one that closes the circle.
  const rest = { ...graph, edges: withoutEdge(graph.edges, from) };
  return reachableFrom(rest, [target]).has(from.nodeId) ? 'This would lead back to an earlier step.' : null;
}

/** The steps that a port may lead to: what the canvas lights up while a connection is dragged. */
export function legalTargets(graph: Graph, from: PortRef): string[] {
  const rest = { ...graph, edges: withoutEdge(graph.edges, from) };
  const before = ancestorsOf(rest, from.nodeId);
  const triggers = new Set(triggersOf(graph).map(({ id }) => id));
  return graph.nodes.map(({ id }) => id).filter((id) => !before.has(id) && !triggers.has(id));
}

/** Edges without the one of a port. */
export const withoutEdge = (edges: readonly GraphEdge[], from: PortRef): GraphEdge[] =>
  edges.filter((edge) => edge.source !== from.nodeId || edge.port !== from.port);

/** Edges with one from a port, in place of the one it had. */
export const withEdge = (edges: readonly GraphEdge[], from: PortRef, target: string): GraphEdge[] => [
  ...withoutEdge(edges, from),
  { source: from.nodeId, port: from.port, target },
];

/** Edges that still have both ends: what an operation leaves behind never dangles. */
export function soundEdges(graph: Graph): GraphEdge[] {
  const ports = new Map(graph.nodes.map((node) => [node.id, new Set(portsOf(node).map(({ id }) => id))]));
  const seen = new Set<string>();
  return graph.edges.filter((edge) => {
    const sound = ports.get(edge.source)?.has(edge.port) && ports.has(edge.target) && !seen.has(edgeId(edge));
    if (sound) seen.add(edgeId(edge));
    return sound;
  });
}

function ancestorsOf(graph: Graph, nodeId: string): Set<string> {
  const backwards = { ...graph, edges: graph.edges.map((edge) => ({ ...edge, source: edge.target, target: edge.source })) };
  return reachableFrom(backwards, [nodeId]);
}
