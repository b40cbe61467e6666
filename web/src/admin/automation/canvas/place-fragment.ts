import type { Fragment, Position } from '@perennial/domain/automation';
import { cardSize } from './sizes';

/** The fragment with the shift that puts the middle of its cards on a point. */
export function placed(fragment: Fragment, centre: Position | null): { fragment: Fragment; offset?: Position } {
  const places = fragment.nodes.flatMap(({ position }) => (position ? [position] : []));
  if (!centre || places.length === 0)
    return { fragment: { ...fragment, nodes: fragment.nodes.map(({ position: _, ...node }) => node) } };
  const middle = (of: (place: Position) => number, size: number) =>
    (Math.min(...places.map(of)) + Math.max(...places.map(of)) + size) / 2;
  const offset = {
    x: Math.round(centre.x - middle(({ x }) => x, cardSize.width)),
    y: Math.round(centre.y - middle(({ y }) => y, cardSize.height)),
  };
  return { fragment, offset };
}
