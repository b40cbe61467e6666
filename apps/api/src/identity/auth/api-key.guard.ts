import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKey, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import type { FastifyRequest } from 'fastify';
import { Repository } from 'typeorm';
import { Lookups } from '../../platform/database/lookups.js';
import { callerOf } from '../../platform/http/caller.js';
import { Refusal } from '../../platform/http/refusal.js';
import { type Allowance, RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { hashToken } from './tokens.js';

/** What a key may be allowed to do. */
export const apiScopes = ['events:write', 'contacts:read', 'contacts:write'] as const;
/** One of {@link apiScopes}. */
export type ApiScope = (typeof apiScopes)[number];

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

/** Wrong keys from one caller. A good key is never held up by them. */
const keyAllowance: Allowance = { attempts: 60, seconds: 900 };

const scopeKey = 'perennial:scope';
/** The scope that a key needs for the route. */
export const NeedsScope = (scope: ApiScope) => SetMetadata(scopeKey, scope);

/** An unrevoked API key with the scope that the route names. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly lookups: Lookups,
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly reflector: Reflector,
    private readonly limit: RateLimit,
    @InjectRepository(ApiKey) private readonly apiKeys: Repository<ApiKey>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = /^Bearer (pk_[\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
    const found = token ? await this.lookups.apiKeyByToken(hashToken(token)) : null;
    if (!found) {
      await this.limit.spend(`api-key:${callerOf(request.ip)}`, keyAllowance);
      throw new Refusal('not_signed_in', 'Send a valid API key: Authorization: Bearer pk_…');
    }
    const scope = this.reflector.get<ApiScope | undefined>(scopeKey, context.getHandler());
    await this.tenancy.withSchool(found.schoolId, async () => {
      const key = await this.apiKeys.findOneBy({ id: found.id });
      if (!key || !scope || !key.scopes.includes(scope))
        throw new Refusal(
          'missing_scope',
          `This API key lacks the scope ${scope ?? 'for this route'}. Create a key that has it.`,
        );
      const now = this.clocks.wall();
      // Minute precision: a busy key does not rewrite its row with every request.
      if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > 60_000)
        await this.apiKeys.update({ id: key.id }, { lastUsedAt: now });
    });
    request.program = { apiKeyId: found.id, schoolId: found.schoolId };
    return true;
  }
}
