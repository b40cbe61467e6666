import type { Graph, GraphNode } from '@perennial/domain/automation';
import { cardOf } from './card';
import type { Place } from './layout';
import { cardSize, openSize } from './sizes';
import type { Topology } from './topology';

const openDistance = 60;

/** Where every card and every open port is: by hand where somebody moved it, otherwise by the layout. */
export function positionsOf(graph: Graph, { open, layout: { places } }: Topology): ReadonlyMap<string, Place> {
  const steps = new Map(graph.nodes.map((step) => [step.id, step]));
  const positions = new Map<string, Place>();
  for (const { id, position } of graph.nodes) positions.set(id, position ?? places.get(id) ?? { x: 0, y: 0 });
  for (const { id, source, port } of open) {
    const automatic = places.get(id) ?? { x: 0, y: 0 };
    const step = steps.get(source);
    const before = places.get(source);
    // An open port keeps its distance to its card when the card was moved by hand.
    if (!step?.position) positions.set(id, automatic);
    else if (!before) positions.set(id, below(step, port, step.position));
    else positions.set(id, { x: automatic.x + step.position.x - before.x, y: automatic.y + step.position.y - before.y });
  }
  return positions;
}

function below(step: GraphNode, port: string, { x, y }: Place): Place {
  const { ports } = cardOf(step);
  const along = (ports.findIndex(({ id }) => id === port) + 1) / (ports.length + 1);
  return { x: Math.round(x + cardSize.width * along - openSize.width / 2), y: y + cardSize.height + openDistance };
}

/** Ports of each step with several, ordered like the cards behind them, so that no two connections cross right below a card. */
export function portOrder(
  graph: Graph,
  { edges }: Topology,
  positions: ReadonlyMap<string, Place>,
): ReadonlyMap<string, string[]> {
  const middles = new Map(
    edges.map(({ source, sourceHandle, target, data }) => {
      const width = data?.open ? openSize.width : cardSize.width;
      return [`${source}:${sourceHandle}`, (positions.get(target)?.x ?? 0) + width / 2];
    }),
  );
  return new Map(
    graph.nodes.flatMap((step): [string, string[]][] => {
      const ports = cardOf(step).ports.map(({ id }) => id);
      const middle = (port: string) => middles.get(`${step.id}:${port}`) ?? 0;
      return ports.length < 2 ? [] : [[step.id, ports.sort((a, b) => middle(a) - middle(b))]];
    }),
  );
}
