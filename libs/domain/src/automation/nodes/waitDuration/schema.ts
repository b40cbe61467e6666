import { z } from 'zod';
import { LocalTime } from '../../../calendar/index.js';
import { setting } from '../form.js';
import { DurationAmount, DurationUnit, isTooLong, unitOptions } from '../shared/duration.js';

/** How long to wait. */
export const WaitDurationConfig = z
  .object({
    amount: setting(DurationAmount, { title: 'Wait for', control: 'number' }),
    unit: setting(DurationUnit, {
      title: 'Unit',
      help: 'Days and weeks follow the calendar in the person’s time zone.',
      control: 'select',
      options: unitOptions,
    }),
    time: setting(LocalTime.nullable().default(null), {
      title: 'At this time of day',
      help: 'Leave empty to keep the time of day when the wait began.',
      control: 'time',
      showWhen: { setting: 'unit', is: ['days', 'weeks'] },
    }),
  })
  .refine((value) => !isTooLong(value), { path: ['amount'], error: 'Use at most ten years.' });
export type WaitDurationConfig = z.output<typeof WaitDurationConfig>;
