/**
 * A graph or a cursor that cannot be: validation before publishing rules it out, so meeting one is a bug of ours. It is thrown, and
 * never turned into an exit: a person must not leave an automation because of our mistake.
 */
export class GraphInvariantError extends Error {
  override readonly name = 'GraphInvariantError';
}
