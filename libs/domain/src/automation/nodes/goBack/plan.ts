import type { NodeOutcome, VisitContext } from '../definition.js';
import type { GoBackConfig } from './schema.js';

const timesOf = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** "at most 3 times". */
export const atMost = (times: number): string => (times === 1 ? 'once' : `at most ${times} times`);

/** Goes back to the step until it has done so often enough in this run. Then continues. */
export function planGoBack({ target, times }: GoBackConfig, { jumps = 0 }: VisitContext): NodeOutcome {
  if (jumps < times) return { kind: 'jump', target, reason: `Goes back, for the ${ordinal(jumps + 1)} time of ${times}.` };
  return { kind: 'go', port: 'next', reason: `Went back ${timesOf(jumps)}. Continues.` };
}

const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };
const ordinal = (count: number): string =>
  `${count}${count % 100 > 10 && count % 100 < 14 ? 'th' : (endings[count % 10] ?? 'th')}`;
