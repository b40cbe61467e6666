import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiScope } from '@perennial/domain/identity';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../../platform/http/caller.js';
import { Refusal } from '../../platform/http/refusal.js';
import { type Allowance, RateLimiter } from '../../platform/rate-limits/rate-limiter.js';
import { ApiKeys } from './api-keys.js';

/** The program behind a request. */
export interface Program {
  readonly apiKeyId: string;
  readonly schoolId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    program?: Program;
  }
}

/** Wrong keys from one caller. They do not delay requests with a valid key. */
const keyAllowance: Allowance = { attempts: 60, seconds: 900 };

const scopeKey = 'perennial:scope';
/** The scope that a key needs for the route. */
export const NeedsScope = (scope: ApiScope) => SetMetadata(scopeKey, scope);
/** The route takes every valid key, whatever its scopes. */
export const NeedsNoScope = () => SetMetadata(scopeKey, null);

/** An unrevoked API key with the scope that the route names. A route that names neither a scope nor {@link NeedsNoScope} refuses every key. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeys,
    private readonly reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = /^Bearer (pk_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
    const key = token ? await this.keys.use(token) : null;
    if (!key) {
      await this.limiter.spend(`api-key:${callerOf(request.ip)}`, keyAllowance);
      throw new Refusal('not_signed_in', 'Send a valid API key: Authorization: Bearer pk_…');
    }
    const scope = this.reflector.get<ApiScope | null | undefined>(scopeKey, context.getHandler());
    if (scope === undefined || (scope !== null && !key.scopes.includes(scope)))
      throw new Refusal('missing_scope', `This API key lacks the scope ${scope ?? 'for this route'}. Create a key that has it.`);
    request.program = { apiKeyId: key.id, schoolId: key.schoolId };
    return true;
  }
}
