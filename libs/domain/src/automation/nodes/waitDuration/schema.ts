import { z } from 'zod';
import { localTimeSchema } from '../../../calendar/index.js';
import { setting } from '../form.js';
import { amountSchema, isTooLong, unitOptions, unitSchema } from '../shared/duration.js';

/** How long to wait. */
export const waitDurationSchema = z
  .object({
    amount: setting(amountSchema, { title: 'Wait for', control: 'number' }),
    unit: setting(unitSchema, {
      title: 'Unit',
      help: 'Days and weeks follow the calendar in the person’s time zone.',
      control: 'select',
      options: unitOptions,
    }),
    time: setting(localTimeSchema.nullable().default(null), {
      title: 'At this time of day',
      help: 'Leave empty to keep the time of day when the wait began.',
      control: 'time',
      showWhen: { setting: 'unit', is: ['days', 'weeks'] },
    }),
  })
  .refine((value) => !isTooLong(value), { path: ['amount'], error: 'Use at most ten years.' });

/** Settings of a wait for a length of time. */
export type WaitDurationConfig = z.output<typeof waitDurationSchema>;
