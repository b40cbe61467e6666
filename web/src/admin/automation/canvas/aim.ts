import type { PortRef } from '@perennial/domain/automation';
import type { FlowEdge, FlowNode } from './flow-types';
import { laneCorners } from './lane-path';
import type { Place } from './layout';
import { cardSize } from './sizes';

interface Drawn {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/**
 * The connection that a drop at a point is for: the nearest one, if it is within reach.
 * @param except a card that is being moved; its own connections move along
 */
export function aimAt(point: Place, { nodes, edges }: Drawn, reach: number, except?: string): PortRef | null {
  const cards = new Map(nodes.map((node) => [node.id, node]));
  let nearest: { readonly edge: FlowEdge; readonly distance: number } | undefined;
  for (const edge of edges) {
    if (edge.source === except || edge.target === except) continue;
    const distance = distanceTo(point, cornersOf(edge, cards));
    if (distance <= reach && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) nearest = { edge, distance };
  }
  return nearest?.edge.data ? { nodeId: nearest.edge.data.source, port: nearest.edge.data.port } : null;
}

/** The corners of a connection, as {@link FlowEdge} is drawn. */
function cornersOf({ source, sourceHandle, target, data }: FlowEdge, cards: ReadonlyMap<string, FlowNode>): Place[] {
  const from = handleOf(cards.get(source), sourceHandle);
  const to = handleOf(cards.get(target), null);
  if (!from || !to) return [];
  if (data?.lane) return laneCorners(from, to, data.lane);
  const middle = (from.y + to.y) / 2;
  return [from, { x: from.x, y: middle }, { x: to.x, y: middle }, to];
}

function handleOf(node: FlowNode | undefined, id: string | null | undefined): Place | null {
  const handle = node?.handles?.find((each) => each.id === (id ?? null));
  if (!node || !handle) return null;
  const { x, y, width = 0, height = 0 } = handle;
  return { x: node.position.x + x + width / 2, y: node.position.y + y + height / 2 };
}

/** From a point to the nearest place on a line with corners. */
function distanceTo({ x, y }: Place, corners: readonly Place[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1];
    if (!from) continue;
    const [along, down] = [to.x - from.x, to.y - from.y];
    const length = along * along + down * down;
    const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * along + (y - from.y) * down) / length));
    least = Math.min(least, Math.hypot(x - from.x - part * along, y - from.y - part * down));
  }
  return least;
}

const [gapAcross, gapDown] = [40, 24];
const searched = 12;

/** The place nearest to a wanted one at which a card covers no other. */
export function freePlace(wanted: Place, nodes: readonly FlowNode[]): Place {
  const taken = nodes.map(({ position: { x, y }, width = cardSize.width, height = cardSize.height }) => ({
    x,
    y,
    width,
    height,
  }));
  const isFree = ({ x, y }: Place) =>
    taken.every(
      (card) =>
        x >= card.x + card.width + gapDown ||
        card.x >= x + cardSize.width + gapDown ||
        y >= card.y + card.height + gapDown ||
        card.y >= y + cardSize.height + gapDown,
    );
  const steps = Array.from({ length: 2 * searched + 1 }, (_, index) => index - searched);
  const places = steps.flatMap((across) =>
    steps.map((down) => ({
      x: wanted.x + (across * (cardSize.width + gapAcross)) / 2,
      y: wanted.y + (down * (cardSize.height + gapDown)) / 2,
    })),
  );
  const far = ({ x, y }: Place) => Math.hypot(x - wanted.x, y - wanted.y);
  return places.sort((one, other) => far(one) - far(other)).find(isFree) ?? wanted;
}
