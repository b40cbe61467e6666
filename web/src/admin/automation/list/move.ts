import { applyOperation, type Graph, type PortRef } from '@perennial/domain/automation';
import { outlineOf } from './outline';

/** Towards the beginning or the end of the list. */
export type Direction = 'up' | 'down';

/** Where a step is inserted that moves one place in the list; null if it cannot move further. */
export function placeBeside(graph: Graph, nodeId: string, direction: Direction): PortRef | null {
  const without = applyOperation(graph, { type: 'removeNode', nodeId });
  if (!without.ok) return null;
  const { places } = outlineOf(without.graph);
  const before = places.findLastIndex(({ nodeId: source, port }) =>
    graph.edges.some((edge) => edge.target === nodeId && edge.source === source && edge.port === port),
  );
  const joins = graph.edges.filter(({ target }) => target === nodeId).length > 1;
  // A step that joins branches is after the last of them; a step that is not connected is after everything.
  const here = before < 0 ? places.length : before;
  const candidates =
    direction === 'up' ? places.slice(0, joins ? here + 1 : here).reverse() : places.slice(Math.min(here + 1, places.length));
  return candidates.find((after) => applyOperation(graph, { type: 'insertNode', nodeId, after }).ok) ?? null;
}
