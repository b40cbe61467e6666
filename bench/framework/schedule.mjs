/**
 * The order of the rounds: A B B A, repeated. What changes slowly on the machine then weighs on both sides alike, and each round
 * of one side is next to one of the other.
 * @param {number} rounds of each side
 * @returns {('ours' | 'peer')[]}
 */
export function schedule(rounds) {
  return Array.from({ length: rounds }, (_, pair) =>
    pair % 2 === 0 ? /** @type {const} */ (['ours', 'peer']) : /** @type {const} */ (['peer', 'ours']),
  ).flat();
}
