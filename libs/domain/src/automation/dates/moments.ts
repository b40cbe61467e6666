import { addDays, compareInstants, dayInYear, localDate, localInstant, yearOf } from '../../calendar/index.js';

/** When a trigger on a date fires: some days from the date, at a time of day. */
export interface DateRule {
  /** Negative for days before the date. */
  readonly days: number;
  /** Every year. 29 February counts as 28 February in common years. */
  readonly yearly: boolean;
  /** 'HH:MM' on the clocks of the zone. */
  readonly time: string;
  /** The first year that counts: 0 for the date itself, 1 for an anniversary. */
  readonly firstYear: 0 | 1;
}

/** A moment at which a trigger fires for a person. */
export interface DateMoment {
  /** The date as it falls in that year. */
  readonly day: string;
  /** Years since the date. */
  readonly years: number;
  readonly at: string;
}

/** The moments of a date after an instant and not after another, in order. */
export function dateMoments(date: string, rule: DateRule, zone: string, after: string, until: string): DateMoment[] {
  return yearsToCheck(date, rule, zone, after, until)
    .map((years): DateMoment => {
      const day = years === 0 ? date : dayInYear(date, yearOf(date) + years);
      return { day, years, at: localInstant(addDays(day, rule.days), rule.time, zone) };
    })
    .filter(({ at }) => isWithin(at, after, until));
}

/** Whether an instant is after the first one and not after the second. */
export const isWithin = (at: string, after: string, until: string): boolean =>
  compareInstants(at, after) > 0 && compareInstants(at, until) <= 0;

/** Years since the date of which a moment may be between the instants. Days before or after the date can move it into another year. */
function yearsToCheck(date: string, { days, yearly, firstYear }: DateRule, zone: string, after: string, until: string): number[] {
  if (!yearly) return [0];
  const margin = Math.ceil(Math.abs(days) / 365) + 1;
  const base = yearOf(date);
  const first = Math.max(firstYear, yearOf(localDate(after, zone)) - margin - base);
  const last = Math.min(yearOf(localDate(until, zone)) + margin, latestYear) - base;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Dates are written with four digits. */
const latestYear = 9998;

/** The calendar days of which a moment may be between the instants, whatever the zone of the person. */
export function daysAround(after: string, until: string, { days }: Pick<DateRule, 'days'>): string[] {
  const last = addDays(localDate(until, 'UTC'), 1 - days);
  const found: string[] = [];
  for (let day = addDays(localDate(after, 'UTC'), -1 - days); day <= last; day = addDays(day, 1)) found.push(day);
  return found;
}
