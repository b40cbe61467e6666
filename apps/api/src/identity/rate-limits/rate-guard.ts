import { type CallHandler, type CanActivate, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { callerOf } from '../../platform/http/caller.js';
import { limitKey, publicLimit, type RouteLimit } from '../../platform/rate-limits/limited.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { ApiKeyGuard } from '../auth/api-key.guard.js';
import { MemberGuard, ProvenMemberGuard } from '../auth/member.guard.js';
import { StaffGuard } from '../auth/staff.guard.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Count that is given back when the request succeeds. */
    refundable?: string;
  }
}

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
