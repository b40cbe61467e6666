import { z } from 'zod';

/** Text without control characters, because Postgres cannot store NUL. */
const identifier = z.string().regex(/^[\w.-]{1,255}$/, 'must be 1 to 255 letters, digits, dots, dashes or underscores');

/** The fields of a Stripe event that we read. Everything else is re-read from Stripe. */
export const StripeEventEnvelope = z.looseObject({
  id: identifier,
  type: identifier,
  created: z.int('must be a Unix time in seconds').min(0).max(253_402_300_799),
  livemode: z.boolean(),
  data: z.looseObject({ object: z.looseObject({}) }),
});
export type StripeEventEnvelope = z.output<typeof StripeEventEnvelope>;
