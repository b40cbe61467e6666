import { z } from 'zod';

/** The key to a school's Stripe account. */
export const StripeKeyInput = z
  .object({
    secretKey: z
      .string()
      .trim()
      .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a secret key such as sk_test_… (not the publishable key pk_…)'),
  })
  .meta({ id: 'StripeKeyInput' });
export type StripeKeyInput = z.output<typeof StripeKeyInput>;
