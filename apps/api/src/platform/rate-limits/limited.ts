import { SetMetadata } from '@nestjs/common';
import type { Allowance } from './rate-limit.js';

/** What a public route counts: every request, or those that were refused. */
export interface RouteLimit extends Allowance {
  /** Routes with the same name share a count. */
  readonly name: string;
  readonly counts: 'requests' | 'refusals';
}

/** Where a route's own limit is kept; null where it has none. */
export const limitKey = 'perennial:limit';
/** A limit of the route's own, in the place of {@link publicLimit}. */
export const Limited = (limit: RouteLimit) => SetMetadata(limitKey, limit);
/** The route has no limit: it is not passed on to the public. */
export const NotPublic = () => SetMetadata(limitKey, null);

/** For every route that takes no sign-in and says nothing else: pages of a portal, for a class behind one address. */
export const publicLimit: RouteLimit = { name: 'public', counts: 'requests', attempts: 3000, seconds: 300 };
