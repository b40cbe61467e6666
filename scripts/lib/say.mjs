/** @typedef {(line: string) => void} Say Prints one line for the person who waits. */

/**
 * @param {NodeJS.WritableStream} stream
 * @returns {Say}
 */
export const sayTo = (stream) => (line) => {
  stream.write(`${line}\n`);
};

/** A failure that a person can act on: a sentence, and the remedy. Printed without a stack. */
export class Trouble extends Error {
  /**
   * @param {string} message
   * @param {string} [remedy]
   */
  constructor(message, remedy) {
    super(remedy ? `${message}\n  ${remedy.replaceAll('\n', '\n  ')}` : message);
    this.name = 'Trouble';
  }
}

/** @param {number} since `performance.now()` */
export const elapsed = (since) => {
  const seconds = (performance.now() - since) / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
};

/**
 * Runs one step and says so: at its end, and for a step that has an estimate also at its beginning and every 20 seconds.
 * @template T
 * @param {Say} say
 * @param {{ title: string, estimate?: string }} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(say, { title, estimate }, work) {
  const since = performance.now();
  if (estimate) say(`… ${title} (${estimate})`);
  const reminder = estimate ? setInterval(() => say(`… ${title}: ${elapsed(since)} so far (${estimate})`), 20_000) : undefined;
  try {
    const result = await work();
    say(`✓ ${title} (${elapsed(since)})`);
    return result;
  } catch (error) {
    say(`✗ ${title} (${elapsed(since)})`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));
