import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { Allowance } from './rate-limiter.js';
import { RefundInterceptor } from './refund.js';

/** What a public route counts: every request, or those that were refused. */
export interface RouteLimit extends Allowance {
  /** Routes with the same name share a count. */
  readonly name: string;
  readonly counts: 'requests' | 'refusals';
}

/** Where a route's own limit is kept; null where it has none. */
export const limitKey = 'perennial:limit';
/** A limit of the route's own, instead of {@link publicLimit}. */
export const Limited = (limit: RouteLimit) =>
  applyDecorators(SetMetadata(limitKey, limit), ...(limit.counts === 'refusals' ? [UseInterceptors(RefundInterceptor)] : []));
/** The route has no limit: it is not passed on to the public. */
export const NotPublic = () => SetMetadata(limitKey, null);

/** Default limit of public routes, high enough for a class behind one IP address. */
export const publicLimit: RouteLimit = { name: 'public', counts: 'requests', attempts: 3000, seconds: 300 };
