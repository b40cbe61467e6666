/**
 * An impossible graph or cursor. Validation before publishing excludes it, so it indicates a bug. It is thrown and
 * never turned into an exit: a person must not leave an automation because of our mistake.
 */
export class GraphInvariantError extends Error {
  override readonly name = 'GraphInvariantError';
}
