import { z } from 'zod';

/** What a program may be allowed to do with its key. */
export const apiScopes = ['events:write', 'contacts:read', 'contacts:write', 'automations:read', 'automations:write'] as const;
/** One of {@link apiScopes}. */
export type ApiScope = (typeof apiScopes)[number];

/** A key to create. */
export const ApiKeyInput = z
  .object({
    name: z.string().trim().min(1, 'enter what uses this key').max(100, 'at most 100 characters'),
    scopes: z.array(z.enum(apiScopes)).min(1, 'choose at least one permission'),
  })
  .meta({ id: 'ApiKeyInput' });
export type ApiKeyInput = z.output<typeof ApiKeyInput>;
