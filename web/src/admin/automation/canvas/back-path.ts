import type { Place } from './layout';
import { cardSize } from './sizes';

const radius = 12;
/** How far beside the wider of the two cards the line runs. */
const distance = 28;
/** Length of the arrowhead. */
const head = 6;

/** A line from the right side of one card, up beside both, and into the right side of an earlier one, with an arrowhead. */
export function backPath(from: Place, to: Place): string {
  const [start, end] = [from.x + cardSize.width, to.x + cardSize.width];
  const [low, high] = [from.y + cardSize.height / 2, to.y + cardSize.height / 2];
  const lane = Math.max(start, end) + distance;
  const up = Math.sign(high - low) || -1;
  return [
    `M ${start} ${low}`,
    `L ${lane - radius} ${low}`,
    `Q ${lane} ${low} ${lane} ${low + up * radius}`,
    `L ${lane} ${high - up * radius}`,
    `Q ${lane} ${high} ${lane - radius} ${high}`,
    `L ${end + 2} ${high}`,
    `M ${end + 2 + head} ${high - head}`,
    `L ${end + 2} ${high}`,
    `L ${end + 2 + head} ${high + head}`,
  ].join(' ');
}
