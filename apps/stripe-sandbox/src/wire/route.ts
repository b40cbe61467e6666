import type { Tx } from '../store/tx.js';
import { unsupported } from './errors.js';
import type { RequestTypes } from './requests.js';
import { checkRequest } from './schema.js';
import type { JsonObject } from './types.js';

/** Values of the `:name` parts of a path. */
export interface PathParams {
  readonly id: string;
  readonly [name: string]: string;
}

/** One endpoint of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Checks the parameters before execution starts; what it throws is not stored under an idempotency key. */
  prepare(raw: JsonObject): (tx: Tx, path: PathParams) => Promise<object>;
}

/**
 * Declares an endpoint. `unplayed` lists parameters that Stripe knows and the sandbox refuses.
 */
export function route<Name extends keyof RequestTypes>(
  method: Route['method'],
  path: string,
  params: Name,
  run: (tx: Tx, params: RequestTypes[Name], path: PathParams) => Promise<object>,
  unplayed: readonly (keyof RequestTypes[Name] & string)[] = [],
): Route {
  return {
    method,
    path,
    prepare(raw) {
      const checked = checkRequest(params, raw);
      for (const name of unplayed) if (checked[name] !== undefined) throw unsupported(name);
      return (tx, pathParams) => run(tx, checked, pathParams);
    },
  };
}
