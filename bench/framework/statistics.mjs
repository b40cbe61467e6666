/** @typedef {import('./types.d.mts').Spread} Spread */

/**
 * The value that this share of the values does not exceed (nearest rank); NaN without values.
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export const spreadOf = (values) => ({ median: median(values), low: Math.min(...values), high: Math.max(...values) });

/**
 * The ratios of rounds that were next to each other.
 * @param {readonly (number | undefined)[]} ours
 * @param {readonly (number | undefined)[]} peer
 * @returns {Spread}
 */
export function ratioOf(ours, peer) {
  if (ours.length === 0 || ours.length !== peer.length)
    throw new Error('a ratio needs as many rounds of one side as of the other');
  return spreadOf(ours.map((value, i) => (value ?? Number.NaN) / (peer[i] ?? Number.NaN)));
}

/**
 * Latencies of a round in the form of a measurement.
 * @param {readonly number[]} latencies in milliseconds
 * @param {number} seconds
 * @param {number} errors
 */
export const summaryOf = (latencies, seconds, errors) => ({
  perSecond: latencies.length / seconds,
  p50Ms: percentile(latencies, 0.5),
  p99Ms: percentile(latencies, 0.99),
  errors,
});
