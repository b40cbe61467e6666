import type { Place } from './layout';

const radius = 10;
/** How far a connection goes down before it turns, and comes down after. */
const stem = 30;

/** A connection that goes down beside the cards between its ends, and where its label stands. */
export function lanePath(source: Place, target: Place, lane: number): { readonly path: string; readonly label: Place } {
  const [out, into] = [source.y + stem, target.y - stem];
  return {
    path: [
      `M ${source.x} ${source.y}`,
      ...turn(source.x, lane, out),
      `L ${lane} ${into - Math.min(radius, Math.abs(target.x - lane) / 2)}`,
      ...turn(lane, target.x, into),
      `L ${target.x} ${target.y}`,
    ].join(' '),
    label: { x: lane, y: (out + into) / 2 },
  };
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
