import { z } from 'zod';
import { Instant, pageOf } from '../../platform/http/schemas.js';

const fields = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  lastUsedAt: Instant.nullable(),
  createdAt: Instant,
};
export const ApiKeyView = z.object(fields).meta({ id: 'ApiKey' });
export const NewApiKeyView = z.object({ ...fields, key: z.string() }).meta({ id: 'NewApiKey' });
export const ApiKeyPage = pageOf(ApiKeyView, 'ApiKeyPage');
/** The key that a program uses, and the school that it belongs to. */
export const OwnApiKey = z
  .object({ name: z.string(), scopes: z.array(z.string()), school: z.object({ id: z.uuid(), name: z.string() }) })
  .meta({ id: 'OwnApiKey' });
export type OwnApiKey = z.output<typeof OwnApiKey>;
export type ApiKeyView = z.output<typeof ApiKeyView>;
export type NewApiKeyView = z.output<typeof NewApiKeyView>;
