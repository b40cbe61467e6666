import { z } from 'zod';

/** Text that Postgres can store: Stripe's IDs and types have no control characters. */
const identifier = z.string().regex(/^[\w.-]{1,255}$/, 'must be 1 to 255 letters, digits, dots, dashes or underscores');

/** The part of a Stripe event that is read. Everything else is re-read from Stripe. */
export const stripeEventEnvelope = z.looseObject({
  id: identifier,
  type: identifier,
  created: z.int('must be a Unix time in seconds').min(0).max(253_402_300_799),
  livemode: z.boolean(),
  data: z.looseObject({ object: z.looseObject({}) }),
});

/** See {@link stripeEventEnvelope}. */
export type StripeEventEnvelope = z.output<typeof stripeEventEnvelope>;
