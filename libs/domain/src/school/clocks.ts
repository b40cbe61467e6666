import { z } from 'zod';

// Stripe's clocks count in seconds, so ours does too.
const instant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2027-01-31T10:00:00Z' })
  .refine((value) => !/\.\d*[1-9]/.test(value), 'must be in whole seconds, without a fraction');

/** A test clock to create. */
export const ClockInput = z
  .object({ name: z.string().trim().min(1, 'give the clock a name').max(100, 'at most 100 characters'), now: instant })
  .meta({ id: 'ClockInput' });
export type ClockInput = z.output<typeof ClockInput>;

/** The time to which a test clock advances. */
export const ClockAdvance = z.object({ to: instant }).meta({ id: 'ClockAdvance' });
export type ClockAdvance = z.output<typeof ClockAdvance>;
