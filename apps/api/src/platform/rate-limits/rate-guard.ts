import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { ApiKeyGuard } from '../../identity/auth/api-key.guard.js';
import { MemberGuard, ProvenMemberGuard } from '../../identity/auth/member.guard.js';
import { StaffGuard } from '../../identity/auth/staff.guard.js';
import { callerOf } from '../http/caller.js';
import { type Allowance, RateLimit } from './rate-limit.js';

/** What a public route counts: every request, or those that were refused. */
export interface RouteLimit extends Allowance {
  /** Routes with the same name share a count. */
  readonly name: string;
  readonly counts: 'requests' | 'refusals';
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Count that is given back when the request succeeds. */
    refundable?: string;
  }
}

const limitKey = 'perennial:limit';
/** A limit of the route's own, in the place of {@link publicLimit}. */
export const Limited = (limit: RouteLimit) => SetMetadata(limitKey, limit);
/** The route has no limit: it is not passed on to the public. */
export const NotPublic = () => SetMetadata(limitKey, null);

/** For every route that takes no sign-in and says nothing else: pages of a portal, for a class behind one address. */
export const publicLimit: RouteLimit = { name: 'public', counts: 'requests', attempts: 3000, seconds: 300 };

/** Guards whose routes are for people and programs that are known. */
const known: readonly unknown[] = [StaffGuard, MemberGuard, ProvenMemberGuard, ApiKeyGuard];

/** Counts the requests of each caller to routes that anybody may call. No public route is without a limit. */
@Injectable()
export class RateGuard implements CanActivate {
  constructor(
    private readonly limit: RateLimit,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (places.some((place) => (this.reflector.get<unknown[] | undefined>(GUARDS_METADATA, place) ?? []).some(isKnown)))
      return true;
    const own = this.reflector.getAllAndOverride<RouteLimit | null | undefined>(limitKey, places);
    if (own === null) return true;
    const route = own ?? publicLimit;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = countOf(route, request.ip);
    await this.limit.spend(key, route);
    if (route.counts === 'refusals') request.refundable = key;
    return true;
  }
}

const isKnown = (guard: unknown): boolean => known.includes(guard);

/** Key under which the requests of a caller are counted. */
export const countOf = ({ name }: RouteLimit, ip: string): string => `${name}:${callerOf(ip)}`;

/** Gives a count back when the request succeeded. It was taken before, so that requests at the same time cannot share one. */
@Injectable()
export class RefundInterceptor implements NestInterceptor {
  constructor(private readonly limit: RateLimit) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { refundable } = context.switchToHttp().getRequest<FastifyRequest>();
    if (refundable === undefined) return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.limit.refund(refundable);
        return answer;
      }),
    );
  }
}
