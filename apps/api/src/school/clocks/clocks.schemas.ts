import { z } from 'zod';
import { Instant, pageOf } from '../../platform/http/schemas.js';

export const ClockView = z
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
export const ClockPage = pageOf(ClockView, 'ClockPage');
export type ClockView = z.output<typeof ClockView>;
