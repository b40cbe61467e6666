import { z } from 'zod';
import { Instant, pageOf } from '../../platform/http/schemas.js';

// Stripe's clocks count in seconds, and ours goes with them.
const instant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2027-01-31T10:00:00Z' })
  .refine((value) => !/\.\d*[1-9]/.test(value), 'must be in whole seconds, without a fraction');

export const ClockInput = z
  .object({ name: z.string().trim().min(1, 'give the clock a name').max(100), now: instant })
  .meta({ id: 'ClockInput' });
export const ClockAdvance = z.object({ to: instant }).meta({ id: 'ClockAdvance' });
export const ClockResponse = z
  .object({
    id: z.uuid(),
    name: z.string(),
    now: Instant,
    state: z.enum(['ready', 'advancing', 'failed']),
    target: Instant.nullable(),
    problem: z.string().nullable(),
    stripeTestClockId: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Clock' });
export const ClockPage = pageOf(ClockResponse, 'ClockPage');
export type ClockView = z.infer<typeof ClockResponse>;
