import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';
import { StripeBreak } from '../../platform/stripe/stripe-break.js';

/** State of a school's Stripe connection. */
export const StripeConnectionView = z
  .object({
    connected: z.boolean(),
    mode: z.enum(['test', 'live']).nullable(),
    accountId: z.string().nullable(),
    state: z.enum(['connected', 'broken', 'revoked', 'none']),
    /** Why Stripe refuses our requests, and since when; null while it works. */
    broken: StripeBreak.nullable(),
    lastEventAt: Instant.nullable(),
    endpoint: z.object({ url: z.string().nullable(), mode: z.enum(['webhook', 'sweep']) }),
  })
  .meta({ id: 'StripeConnection' });
export type StripeConnectionView = z.output<typeof StripeConnectionView>;
