import { addDays, dayOfMonth, localDate, localInstant, weekdayOf } from '../../calendar/index.js';
import { isWithin } from './moments.js';

/** Days on which a schedule fires, and the time of day. */
export interface Schedule {
  readonly every: 'day' | 'week' | 'month';
  /** ISO numbers, for `week`. */
  readonly weekdays: readonly number[];
  /** For `month`. A month that is too short counts its last day. */
  readonly monthDay: number;
  /** 'HH:MM' on the clocks of the zone. */
  readonly time: string;
}

/** A moment at which a schedule fires. */
interface ScheduledMoment {
  readonly day: string;
  readonly at: string;
}

/** Whether a schedule fires on a calendar day. */
export function isScheduled(day: string, { every, weekdays, monthDay }: Schedule): boolean {
  if (every === 'day') return true;
  if (every === 'week') return weekdays.includes(weekdayOf(day));
  const { day: number, days } = dayOfMonth(day);
  return number === Math.min(monthDay, days);
}

/** The moments of a schedule after an instant and not after another, in order; at most `limit`. */
export function scheduledMoments(
  schedule: Schedule,
  zone: string,
  after: string,
  until: string,
  limit = Number.POSITIVE_INFINITY,
): ScheduledMoment[] {
  const found: ScheduledMoment[] = [];
  const last = addDays(localDate(until, zone), 1);
  for (let day = addDays(localDate(after, zone), -1); day <= last && found.length < limit; day = addDays(day, 1)) {
    if (!isScheduled(day, schedule)) continue;
    const at = localInstant(day, schedule.time, zone);
    if (isWithin(at, after, until)) found.push({ day, at });
  }
  return found;
}
