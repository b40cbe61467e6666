import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';
import { StripeBreak } from '../../platform/stripe/stripe-break.js';

/** The key to a school's Stripe account. */
export const StripeKeyInput = z
  .object({
    secretKey: z
      .string()
      .trim()
      .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a secret key such as sk_test_… (not the publishable key pk_…)'),
  })
  .meta({ id: 'StripeKeyInput' });

/** How a school stands with Stripe. */
export const StripeConnectionResponse = z
  .object({
    connected: z.boolean(),
    mode: z.enum(['test', 'live']).nullable(),
    accountId: z.string().nullable(),
    state: z.enum(['connected', 'broken', 'revoked', 'none']),
    /** Since when and why Stripe refuses what we ask; null while it works. */
    broken: StripeBreak.nullable(),
    lastEventAt: Instant.nullable(),
    endpoint: z.object({ url: z.string().nullable(), mode: z.enum(['webhook', 'sweep']) }),
  })
  .meta({ id: 'StripeConnection' });
export type StripeConnectionView = z.infer<typeof StripeConnectionResponse>;
