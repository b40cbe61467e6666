import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKey, School, Tenancy } from '@perennial/db';
import { ApiKeyInput } from '@perennial/domain/identity';
import { Clocks } from '@perennial/services';
import { IsNull, Repository } from 'typeorm';
import { totalOf } from '../../platform/http/lists.js';
import { found } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import { hashToken, newToken } from '../../platform/http/tokens.js';
import type { Program } from '../auth/api-key.guard.js';
import { ApiKeys } from '../auth/api-keys.js';
import type { ApiKeyView, NewApiKeyView, OwnApiKey } from './api-keys.schemas.js';

/** Keys for programs. The key itself is shown once; the row holds its hash. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly keys: ApiKeys,
    @InjectRepository(ApiKey) private readonly apiKeys: Repository<ApiKey>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  list(schoolId: string): Promise<Page<ApiKeyView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const keys = await this.apiKeys.find({ where: { revokedAt: IsNull() }, order: { name: 'ASC', id: 'ASC' } });
      return {
        items: keys.map(toApiKeyResponse),
        ...totalOf(keys.length),
        page: 1,
        pageSize: Math.max(keys.length, 1),
      };
    });
  }

  /** The key of a program, for the program. */
  own({ apiKeyId, schoolId }: Program): Promise<OwnApiKey> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name, scopes } = await this.apiKeys.findOneByOrFail({ id: apiKeyId });
      const school = await this.schools.findOneByOrFail({ id: schoolId });
      return { name, scopes, school: { id: school.id, name: school.name } };
    });
  }

  create(schoolId: string, { name, scopes }: ApiKeyInput): Promise<NewApiKeyView> {
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
      await this.keys.revoked(id);
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
