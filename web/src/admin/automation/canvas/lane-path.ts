import type { Lane, Place } from './layout';

const radius = 10;
/** How far a connection goes down before it turns, and comes down after. Less than the distance from a card to a label. */
const stem = 18;

const [shortest, longest] = [11, 30];

/**
 * How far each of the connections of a card goes down before it turns, so that none runs along or across another one. Those that
 * turn to one side turn lower the nearer they are to that of the other side.
 * @param turns the horizontal distance from the port to the lane, in the order of the ports
 */
export function stemsOf(turns: readonly number[]): number[] {
  const left = turns.flatMap((turn, index) => (turn < 0 ? [index] : []));
  const right = turns.flatMap((turn, index) => (turn > 0 ? [index] : [])).reverse();
  const stems = turns.map(() => stem);
  for (const side of [left, right]) {
    if (side.length < 2) continue;
    for (const [place, index] of side.entries()) stems[index] = shortest + (place * (longest - shortest)) / (side.length - 1);
  }
  return stems;
}

/** The corners of a connection that goes down in a lane between its ends. */
export const laneCorners = (source: Place, target: Place, { x, stem: out = stem }: Lane): Place[] => [
  source,
  { x: source.x, y: source.y + out },
  { x, y: source.y + out },
  { x, y: target.y - stem },
  { x: target.x, y: target.y - stem },
  target,
];

/** Path of a connection that goes down in a lane between its ends. */
export function lanePath(source: Place, target: Place, lane: Lane): string {
  const [out, into] = [source.y + (lane.stem ?? stem), target.y - stem];
  return [
    `M ${source.x} ${source.y}`,
    ...turn(source.x, lane.x, out),
    `L ${lane.x} ${into - Math.min(radius, Math.abs(target.x - lane.x) / 2)}`,
    ...turn(lane.x, target.x, into),
    `L ${target.x} ${target.y}`,
  ].join(' ');
}

/** From going down at one place to going down at another, round both corners. */
function turn(from: number, to: number, y: number): string[] {
  const bend = Math.min(radius, Math.abs(to - from) / 2);
  const side = Math.sign(to - from);
  return [
    `L ${from} ${y - bend}`,
    `Q ${from} ${y} ${from + side * bend} ${y}`,
    `L ${to - side * bend} ${y}`,
    `Q ${to} ${y} ${to} ${y + bend}`,
  ];
}
