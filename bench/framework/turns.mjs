/**
 * Works on a list with a number of callers.
 * @template T
 * @param {readonly T[]} items
 * @param {number} callers
 * @param {(item: T, index: number) => Promise<unknown>} work
 */
export async function inTurns(items, callers, work) {
  let next = 0;
  const caller = async () => {
    while (next < items.length) {
      const index = next++;
      await work(/** @type {T} */ (items[index]), index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(callers, items.length) }, caller));
}
