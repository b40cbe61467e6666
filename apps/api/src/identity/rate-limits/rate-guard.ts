import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { GUARDS_METADATA } from '@nestjs/common/constants.js';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../../platform/http/caller.js';
import { limitKey, publicLimit, type RouteLimit } from '../../platform/rate-limits/limited.js';
import { RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { ApiKeyGuard } from '../auth/api-key.guard.js';
import { MemberGuard, ProvenMemberGuard } from '../auth/member.guard.js';
import { StaffGuard } from '../auth/staff.guard.js';

/** Guards that identify the person or program, so that their routes need no limit per caller. */
const known: readonly unknown[] = [StaffGuard, MemberGuard, ProvenMemberGuard, ApiKeyGuard];

/** Counts the requests of each caller to public routes. Every public route has a limit. */
@Injectable()
export class RateGuard implements CanActivate {
  constructor(
    private readonly limiter: RateLimiter,
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
    await this.limiter.spend(key, route);
    if (route.counts === 'refusals') request.refundable = key;
    return true;
  }
}

const isKnown = (guard: unknown): boolean => known.includes(guard);

/** Key under which the requests of a caller are counted. */
export const countOf = ({ name }: RouteLimit, ip: string): string => `${name}:${callerOf(ip)}`;
