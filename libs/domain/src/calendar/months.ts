import { fromIso, toIso } from './instant.js';

/** Months between two billing dates. */
export type MonthInterval = 1 | 3 | 6 | 12;

/**
 * The date some months after an anchor, at the anchor's wall time. Always counted from the anchor, so that a short month clamps
 * (31 Jan → 28 Feb) and the next one recovers (→ 31 Mar). Stripe counts in UTC, which is the default.
 */
export const monthsAfter = (anchor: string, months: number, zone = 'UTC'): string =>
  toIso(fromIso(anchor).toZonedDateTimeISO(zone).add({ months }, { overflow: 'constrain' }).toInstant());

/** The period between two billing dates; `end` is the `start` of the next. */
export interface BillingPeriod {
  /** 0 for the period that starts at the anchor. */
  readonly index: number;
  readonly start: string;
  readonly end: string;
}

/** The billing period that contains `now`; the first one if `now` is before the anchor. */
export function periodAt(anchor: string, interval: MonthInterval, now: string, zone = 'UTC'): BillingPeriod {
  const from = fromIso(anchor).toZonedDateTimeISO(zone);
  const to = fromIso(now).toZonedDateTimeISO(zone);
  const elapsed = (to.year - from.year) * 12 + (to.month - from.month);
  // Starts at most one interval early. Comparing instants then decides whether this month's date has passed.
  let index = Math.max(0, Math.floor(elapsed / interval) - 1);
  while (toIso(fromIso(now)) >= monthsAfter(anchor, (index + 1) * interval, zone)) index++;
  return { index, start: monthsAfter(anchor, index * interval, zone), end: monthsAfter(anchor, (index + 1) * interval, zone) };
}
