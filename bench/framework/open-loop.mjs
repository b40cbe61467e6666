import { summaryOf } from './statistics.mjs';

/**
 * Begins work at a fixed rate, whether or not earlier work has ended, as visitors do. A latency counts from the moment at which
 * the work was
 * to begin, so a queue shows.
 * @param {object} options
 * @param {number} options.perSecond
 * @param {number} options.seconds
 * @param {(index: number) => Promise<unknown>} options.once
 */
export async function openLoop({ perSecond, seconds, once }) {
  const count = Math.round(perSecond * seconds);
  /** @type {number[]} */
  const latencies = [];
  let errors = 0;
  const begin = performance.now();
  /** @type {Promise<void>[]} */
  const begun = [];
  for (let index = 0; index < count; index++) {
    const at = begin + (index * 1000) / perSecond;
    const early = at - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    begun.push(
      once(index).then(
        () => void latencies.push(performance.now() - at),
        () => {
          errors += 1;
        },
      ),
    );
  }
  await Promise.all(begun);
  return summaryOf(latencies, (performance.now() - begin) / 1000, errors);
}
