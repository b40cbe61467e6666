/** Days with fewer emails than this are not spikes. */
const smallest = 20;

/** The indexes of the days on which far more happens than on the others: more than three times their mean. */
export function spikesIn(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.flatMap((count, index) => {
    const others = counts.length > 1 ? (total - count) / (counts.length - 1) : count;
    return count >= smallest && count > others * 3 ? [index] : [];
  });
}
