import { Temporal } from 'temporal-polyfill/implementation';
import { fromIso, toIso } from './instant.js';

/** Days of the week as ISO numbers them: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When something may happen, on the clocks and calendars of the person's own zone. */
export interface WeeklyWindow {
  /** Allowed days; none means every day. */
  readonly weekdays: readonly Weekday[];
  /** First allowed wall time, 'HH:MM'; null for the start of the day. */
  readonly from: string | null;
  /** First wall time that is no longer allowed; null for the end of the day. Later than `from`. */
  readonly to: string | null;
}

/** Whether a moment lies in a window. The weekday is the one in `zone`, not the one in UTC. */
export const isInWindow = (instant: string, zone: string, window: WeeklyWindow): boolean =>
  inside(fromIso(instant).toZonedDateTimeISO(zone), window);

/** The first moment at or after `instant` that lies in a window. */
export function nextInWindow(instant: string, zone: string, window: WeeklyWindow): string {
  const now = fromIso(instant);
  const local = now.toZonedDateTimeISO(zone);
  if (inside(local, window)) return toIso(now);
  const today = local.toPlainDate();
  // More than a year, because a window can fall into a spring gap and be empty on its only allowed day, but not twice in a row.
  for (let days = 0; days <= 400; days++) {
    const opening = openings(today.add({ days }), zone, window).find((at) => Temporal.Instant.compare(at, now) >= 0);
    if (opening) return toIso(opening);
  }
  throw new RangeError('the window never opens');
}

/**
 * The moments of a day at which the window can open: at `from` (twice where the clock is set back across it), when the day
 * starts, and at a clock change, which may land in the middle of the window.
 */
function openings(date: Temporal.PlainDate, zone: string, window: WeeklyWindow): Temporal.Instant[] {
  if (window.weekdays.length > 0 && !window.weekdays.some((day) => day === date.dayOfWeek)) return [];
  const start = date.toZonedDateTime(zone);
  const candidates = [start];
  const change = start.getTimeZoneTransition('next');
  if (change) candidates.push(change);
  if (window.from) {
    const from = date.toPlainDateTime(Temporal.PlainTime.from(window.from));
    candidates.push(from.toZonedDateTime(zone, { disambiguation: 'earlier' }));
    candidates.push(from.toZonedDateTime(zone, { disambiguation: 'later' }));
  }
  return candidates
    .filter((at) => at.toPlainDate().equals(date) && inside(at, window))
    .map((at) => at.toInstant())
    .sort(Temporal.Instant.compare);
}

function inside(local: Temporal.ZonedDateTime, { weekdays, from, to }: WeeklyWindow): boolean {
  if (weekdays.length > 0 && !weekdays.some((day) => day === local.dayOfWeek)) return false;
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return (!from || time >= from) && (!to || time < to);
}
