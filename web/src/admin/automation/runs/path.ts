import type { Graph } from '@perennial/domain/automation';
import { formatInstant } from '../../../ui/values/instant';
import type { FlowPath } from '../canvas/flow-types';
import type { Run, Visit } from './run';

/** Connections that the journey took, by their IDs on the canvas. */
export function linksOf(
  graph: Graph,
  steps: readonly { readonly nodeId: string; readonly port: string | null }[],
  visited: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const links = new Set<string>();
  for (const { nodeId, port } of steps) {
    const edge = graph.edges.find((candidate) => candidate.source === nodeId && candidate.port === port);
    if (edge && visited.has(edge.target)) links.add(`${edge.source}:${edge.port}:${edge.target}`);
  }
  return links;
}

/** One journey for the canvas: its path highlighted, with a time on each card. */
export function pathOf(graph: Graph, run: Run, visits: readonly Visit[], timeZone: string): FlowPath {
  const visited = new Map(visits.map(({ nodeId, enteredAt }) => [nodeId, formatInstant(enteredAt, timeZone)]));
  if (run.currentNodeId && !visited.has(run.currentNodeId)) visited.set(run.currentNodeId, 'Here now');
  const live = run.state === 'running' || run.state === 'waiting' || run.state === 'parked';
  return { visited, links: linksOf(graph, visits, visited), current: live ? run.currentNodeId : null };
}
