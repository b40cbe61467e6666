import { percentile } from '../framework/statistics.mjs';

/**
 * What became of waits: how late each ended, and what is wrong with them.
 * @param {ReadonlyMap<string, number>} due by person, in milliseconds since 1970
 * @param {readonly { person: string, at: number }[]} ended
 */
export function latenessOf(due, ended) {
  /** @type {Map<string, number[]>} */
  const ends = new Map([...due.keys()].map((person) => [person, []]));
  for (const { person, at } of ended) ends.get(person)?.push(at);
  const firsts = [...ends].flatMap(([person, [first]]) => (first === undefined ? [] : [first - (due.get(person) ?? 0)]));
  return {
    p50Seconds: percentile(firsts, 0.5) / 1000,
    p99Seconds: percentile(firsts, 0.99) / 1000,
    maxSeconds: Math.max(...firsts) / 1000,
    lost: [...ends.values()].filter((times) => times.length === 0).length,
    twice: [...ends.values()].filter((times) => times.length > 1).length,
    early: firsts.filter((ms) => ms < 0).length,
  };
}
