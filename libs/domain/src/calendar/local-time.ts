import { Temporal } from 'temporal-polyfill/implementation';
import { z } from 'zod';
import { fromIso, toIso } from './instant.js';

/** A time of day on a wall clock, 'HH:MM'. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Use a time such as 09:00.' });

/** A calendar day, 'YYYY-MM-DD'. */
export const LocalDate = z.iso.date({ error: 'Use a date such as 2027-03-31.' });

/**
 * How clock changes are handled: a wall time that a change skips (02:30 in spring) is moved later by the length of the gap, and
 * one that occurs twice (02:30 in autumn) is the earlier of the two. Never an error, never twice.
 */
const clockChange = { disambiguation: 'compatible' } as const;

/** The instant at which a wall clock in `zone` shows `time` on `date`. */
export function localInstant(date: string, time: string, zone: string): string {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return toIso(local.toZonedDateTime(zone, clockChange).toInstant());
}

/** The calendar day that an instant falls on in a zone. */
export const localDate = (instant: string, zone: string): string =>
  fromIso(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The wall time 'HH:MM' that an instant falls on in a zone. */
export const localTime = (instant: string, zone: string): string =>
  fromIso(instant).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });

/** `time` on the same calendar day as `instant` in `zone`; it may lie before the instant. */
export const atLocalTime = (instant: string, zone: string, time: string): string =>
  localInstant(localDate(instant, zone), time, zone);

/** The first moment at or after `instant` at which a clock in `zone` shows `time`. */
export function nextLocalTime(instant: string, zone: string, time: string): string {
  const start = Temporal.PlainDate.from(localDate(instant, zone));
  // Three days, because a zone that moves across the date line skips a whole day.
  for (let days = 0; days <= 3; days++) {
    const candidate = localInstant(start.add({ days }).toString(), time, zone);
    if (Temporal.Instant.compare(fromIso(candidate), fromIso(instant)) >= 0) return candidate;
  }
  throw new RangeError(`no ${time} after ${instant} in ${zone}`);
}

/**
 * Calendar days after (or, if negative, before) an instant as people of a zone count them: the same wall time, or `time`, on the
 * day that many dates away. A day with a clock change is 23 or 25 hours long and still one day.
 */
export function daysAfter(instant: string, days: number, zone: string, time?: string | null): string {
  const from = fromIso(instant).toZonedDateTimeISO(zone);
  if (days === 0 && !time) return toIso(from.toInstant());
  const date = from.toPlainDate().add({ days });
  const clock = time ? Temporal.PlainTime.from(time) : from.toPlainTime();
  return toIso(date.toPlainDateTime(clock).toZonedDateTime(zone, clockChange).toInstant());
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A calendar day as people write it: "31 Jan 2027". */
export function formatDay(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]} ${year}`;
}

/** An instant as a person of a zone would write it: "31 Jan 2027, 09:00 (Europe/Berlin)". */
export function formatLocal(instant: string, zone: string): string {
  return `${formatDay(localDate(instant, zone))}, ${localTime(instant, zone)} (${zone})`;
}
