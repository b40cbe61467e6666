import { z } from 'zod';
import { Instant, pageOf } from '../../platform/http/schemas.js';
import { apiScopes } from '../auth/api-key.guard.js';

export const ApiKeyInput = z
  .object({
    name: z.string().trim().min(1, 'enter what uses this key').max(100),
    scopes: z.array(z.enum(apiScopes)).min(1, 'choose at least one scope'),
  })
  .meta({ id: 'ApiKeyInput' });
const fields = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  lastUsedAt: Instant.nullable(),
  createdAt: Instant,
};
export const ApiKeyResponse = z.object(fields).meta({ id: 'ApiKey' });
export const NewApiKeyResponse = z.object({ ...fields, key: z.string() }).meta({ id: 'NewApiKey' });
export const ApiKeyPage = pageOf(ApiKeyResponse, 'ApiKeyPage');
export type ApiKeyView = z.infer<typeof ApiKeyResponse>;
export type NewApiKeyView = z.infer<typeof NewApiKeyResponse>;
