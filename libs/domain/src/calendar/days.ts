import { Temporal } from 'temporal-polyfill/implementation';
import type { Weekday } from './windows.js';

const read = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day);

/** The calendar day some days after another, or before it. */
export const addDays = (day: string, days: number): string => read(day).add({ days }).toString();

/** The year of a calendar day. */
export const yearOf = (day: string): number => read(day).year;

/** The same day in another year. 29 February is 28 February in a common year. */
export const dayInYear = (day: string, year: number): string => read(day).with({ year }, { overflow: 'constrain' }).toString();

/** The day of the week, as ISO numbers it. */
export const weekdayOf = (day: string): Weekday => read(day).dayOfWeek as Weekday;

/** The day of the month, and how many days that month has. */
export function dayOfMonth(day: string): { readonly day: number; readonly days: number } {
  const date = read(day);
  return { day: date.day, days: date.daysInMonth };
}
