import type { Fragment, Position } from '@perennial/domain/automation';
import { cardSize } from './sizes';

/** The fragment with the shift that puts the middle of its cards and notes on a point. */
export function placed(fragment: Fragment, centre: Position | null): { fragment: Fragment; offset?: Position } {
  const cards = fragment.nodes.flatMap(({ position }) => (position ? [{ ...position, ...cardSize }] : []));
  const boxes = [...cards, ...(fragment.notes ?? [])];
  if (!centre || boxes.length === 0)
    return { fragment: { ...fragment, nodes: fragment.nodes.map(({ position: _, ...node }) => node) } };
  type Box = (typeof boxes)[number];
  const middle = (from: (box: Box) => number, size: (box: Box) => number) =>
    (Math.min(...boxes.map(from)) + Math.max(...boxes.map((box) => from(box) + size(box)))) / 2;
  const offset = {
    x: Math.round(
      centre.x -
        middle(
          ({ x }) => x,
          ({ width }) => width,
        ),
    ),
    y: Math.round(
      centre.y -
        middle(
          ({ y }) => y,
          ({ height }) => height,
        ),
    ),
  };
  return { fragment, offset };
}
