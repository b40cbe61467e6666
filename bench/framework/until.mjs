import { sleep } from '../../scripts/lib/say.mjs';

/**
 * Checks until it holds.
 * @param {string} what for the error
 * @param {() => Promise<boolean> | boolean} holds
 * @param {{ patienceMs?: number, everyMs?: number }} [options]
 */
export async function until(what, holds, { patienceMs = 600_000, everyMs = 50 } = {}) {
  const end = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`it did not happen within ${Math.round(patienceMs / 1000)} s: ${what}`);
    await sleep(everyMs);
  }
}
