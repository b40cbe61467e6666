import { z } from 'zod';
import { addMinutes, daysAfter } from '../../../calendar/index.js';

/** Units of a wait. Minutes and hours are exact; days and weeks are calendar days in the person's zone. */
export const durationUnits = ['minutes', 'hours', 'days', 'weeks'] as const;

/** One of {@link durationUnits}. */
export type DurationUnit = (typeof durationUnits)[number];

/** A length of time as people say it. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

const inMinutes: Readonly<Record<DurationUnit, number>> = { minutes: 1, hours: 60, days: 1440, weeks: 10_080 };
const tenYears = 3650 * 1440;

/** How many of a unit, before the unit is known. */
export const amountSchema = z
  .int({ error: 'Use a whole number.' })
  .min(1, { error: 'Use at least 1.' })
  .max(tenYears, { error: 'Use at most ten years.' });

/** The unit of a duration. */
export const unitSchema = z.enum(durationUnits);

/** Words for the units in a form. */
export const unitOptions: Readonly<Record<DurationUnit, string>> = {
  minutes: 'minutes',
  hours: 'hours',
  days: 'days',
  weeks: 'weeks',
};

/** Longer waits than ten years are a slip of the pen. */
export const isTooLong = ({ amount, unit }: Duration): boolean => amount * inMinutes[unit] > tenYears;

/** Whether the length depends on a calendar, and so on a zone. */
export const needsZone = ({ unit }: Duration): boolean => unit === 'days' || unit === 'weeks';

/** The instant a duration after `from`; with `time`, at that time of the last day. */
export function afterDuration(from: string, { amount, unit }: Duration, zone: string, time?: string | null): string {
  if (unit === 'minutes' || unit === 'hours') return addMinutes(from, amount * inMinutes[unit]);
  return daysAfter(from, unit === 'weeks' ? amount * 7 : amount, zone, time);
}

/** "3 days", "1 week". */
export const describeDuration = ({ amount, unit }: Duration): string => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
