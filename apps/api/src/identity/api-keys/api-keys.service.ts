import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKey, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { IsNull, Repository } from 'typeorm';
import type { z } from 'zod';
import { found } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import { hashToken, newToken } from '../auth/tokens.js';
import type { ApiKeyInput, ApiKeyView, NewApiKeyView } from './api-keys.schemas.js';

/** Keys for programs. The key itself is shown once; the row holds its hash. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(ApiKey) private readonly apiKeys: Repository<ApiKey>,
  ) {}

  list(schoolId: string): Promise<Page<ApiKeyView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const keys = await this.apiKeys.find({ where: { revokedAt: IsNull() }, order: { name: 'ASC', id: 'ASC' } });
      return { items: keys.map(toApiKeyResponse), total: keys.length, page: 1, pageSize: Math.max(keys.length, 1) };
    });
  }

  create(schoolId: string, { name, scopes }: z.output<typeof ApiKeyInput>): Promise<NewApiKeyView> {
    const key = `pk_${newToken()}`;
    return this.tenancy.withSchool(schoolId, async () => {
      const made = await this.apiKeys.insert({
        name,
        scopes: [...new Set(scopes)],
        prefix: key.slice(0, 9),
        tokenHash: hashToken(key),
      });
      const row = await this.apiKeys.findOneByOrFail({ id: made.identifiers[0]?.id });
      return { ...toApiKeyResponse(row), key };
    });
  }

  revoke(schoolId: string, id: string): Promise<void> {
    return this.tenancy.withSchool(schoolId, async () => {
      found(await this.apiKeys.findOneBy({ id, revokedAt: IsNull() }), 'API key');
      await this.apiKeys.update({ id }, { revokedAt: this.clocks.wall() });
    });
  }
}

const toApiKeyResponse = ({ id, name, prefix, scopes, lastUsedAt, createdAt }: ApiKey): ApiKeyView => ({
  id,
  name,
  prefix,
  scopes,
  lastUsedAt: isoOrNull(lastUsedAt),
  createdAt: iso(createdAt),
});
