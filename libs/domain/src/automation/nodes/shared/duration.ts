import { z } from 'zod';
import { addMinutes, daysAfter } from '../../../calendar/index.js';

/** Units of a wait. Minutes and hours are exact; days and weeks are calendar days in the person's zone. */
export const durationUnits = ['minutes', 'hours', 'days', 'weeks'] as const;

/** One of {@link durationUnits}. */
export const DurationUnit = z.enum(durationUnits);
export type DurationUnit = z.output<typeof DurationUnit>;

/** A duration. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

const inMinutes: Readonly<Record<DurationUnit, number>> = { minutes: 1, hours: 60, days: 1440, weeks: 10_080 };
const tenYears = 3650 * 1440;

/** Amount of a duration, independent of the unit. */
export const DurationAmount = z
  .int({ error: 'Use a whole number.' })
  .min(1, { error: 'Use at least 1.' })
  .max(tenYears, { error: 'Use at most ten years.' });

/** Labels of the units in a form. */
export const unitOptions: Readonly<Record<DurationUnit, string>> = {
  minutes: 'minutes',
  hours: 'hours',
  days: 'days',
  weeks: 'weeks',
};

/** Waits of more than ten years are treated as typos. */
export const isTooLong = ({ amount, unit }: Duration): boolean => amount * inMinutes[unit] > tenYears;

/** Whether the duration depends on the calendar, and therefore on a time zone. */
export const needsZone = ({ unit }: Duration): boolean => unit === 'days' || unit === 'weeks';

/** The instant a duration after `from`; with `time`, at that time of the last day. */
export function afterDuration(from: string, { amount, unit }: Duration, zone: string, time?: string | null): string {
  if (unit === 'minutes' || unit === 'hours') return addMinutes(from, amount * inMinutes[unit]);
  return daysAfter(from, unit === 'weeks' ? amount * 7 : amount, zone, time);
}

/** "3 days", "1 week". */
export const describeDuration = ({ amount, unit }: Duration): string => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
