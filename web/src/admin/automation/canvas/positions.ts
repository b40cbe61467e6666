import type { Graph, GraphNode } from '@perennial/domain/automation';
import { cardOf } from './card';
import type { Place } from './layout';
import { heightOf, type SchoolLimits } from './rules';
import { cardSize, openSize, openSpacing } from './sizes';
import type { Topology } from './topology';

/** Enough for a label between them. */
const openDistance = 84;

/** Positions of cards and open ports: manual if someone moved them, otherwise from the layout. */
export function positionsOf(
  graph: Graph,
  { open, layout: { places } }: Topology,
  limits: SchoolLimits = null,
): ReadonlyMap<string, Place> {
  const steps = new Map(graph.nodes.map((step) => [step.id, step]));
  const positions = new Map<string, Place>();
  for (const { id, position } of graph.nodes) positions.set(id, position ?? places.get(id) ?? { x: 0, y: 0 });
  for (const { id, source, port } of open) {
    const automatic = places.get(id) ?? { x: 0, y: 0 };
    const step = steps.get(source);
    const before = places.get(source);
    // An open port keeps its distance to its card when the card is moved.
    if (!step?.position) positions.set(id, automatic);
    else if (!before) positions.set(id, below(graph, step, port, step.position, limits));
    else positions.set(id, { x: automatic.x + step.position.x - before.x, y: automatic.y + step.position.y - before.y });
  }
  return positions;
}

/** Open ports of a card that the layout does not place, with room for the label of each. */
function below(graph: Graph, step: GraphNode, port: string, { x, y }: Place, limits: SchoolLimits): Place {
  const { ports } = cardOf(step);
  const index = ports.findIndex(({ id }) => id === port);
  const middle = x + cardSize.width / 2 + (index - (ports.length - 1) / 2) * openSpacing;
  return { x: Math.round(middle - openSize.width / 2), y: y + heightOf(graph, step, limits) + openDistance };
}
