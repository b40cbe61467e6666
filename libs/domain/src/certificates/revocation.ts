import { z } from 'zod';

/** The greatest number of characters of the reason for a revocation. */
export const longestRevocationReason = 300;

/** Why a certificate is revoked. */
export const RevocationInput = z
  .object({
    reason: z
      .string()
      .trim()
      .min(1, 'enter a reason; the verification page shows it')
      .max(longestRevocationReason, `at most ${longestRevocationReason} characters`),
  })
  .meta({ id: 'RevocationInput' });
export type RevocationInput = z.output<typeof RevocationInput>;
