import { summaryOf } from './statistics.mjs';

/**
 * Keeps `concurrency` pieces of work going for some seconds, each caller beginning its next when the last has ended. What ends
 * later than that is waited for and not counted, since its time belongs to no second of the round.
 * @param {object} options
 * @param {number} options.concurrency
 * @param {number} options.seconds
 * @param {() => Promise<unknown>} options.once rejects where the work failed
 * @returns {Promise<{ perSecond: number, p50Ms: number, p99Ms: number, errors: number }>}
 */
export async function closedLoop({ concurrency, seconds, once }) {
  /** @type {number[]} */
  const latencies = [];
  let errors = 0;
  const until = performance.now() + seconds * 1000;
  const caller = async () => {
    while (performance.now() < until) {
      const since = performance.now();
      try {
        await once();
        const now = performance.now();
        if (now <= until) latencies.push(now - since);
      } catch {
        errors += 1;
        // A refusing server must not be asked thousands of times a second.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  return summaryOf(latencies, seconds, errors);
}
