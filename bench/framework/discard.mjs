/** What programs that belong to neither side may use. */
export const UNRELATED_LIMIT = 0.1;
/** After so many discarded attempts at one round, the machine is called busy. */
export const MOST_ATTEMPTS = 15;

/**
 * What to do with a round: keep it, repeat it, or give up because the machine is never quiet.
 * @param {{ unrelated: number, attempt: number, allowBusy: boolean }} round `attempt` counts from 1
 * @returns {'keep' | 'repeat' | 'give up'}
 */
export function fateOf({ unrelated, attempt, allowBusy }) {
  if (allowBusy || unrelated <= UNRELATED_LIMIT) return 'keep';
  return attempt < MOST_ATTEMPTS ? 'repeat' : 'give up';
}
