import { fromIso, toIso } from './instant.js';

/** Months between two billing dates. */
export type MonthInterval = 1 | 3 | 6 | 12;

/**
 * The date some months after an anchor, at the anchor's wall time. Always counted from the anchor, so that a short month clamps
 * (31 Jan → 28 Feb) and the next one recovers (→ 31 Mar). Stripe counts in UTC, which is the default.
 */
export const monthsAfter = (anchor: string, months: number, zone = 'UTC'): string =>
  toIso(fromIso(anchor).toZonedDateTimeISO(zone).add({ months }, { overflow: 'constrain' }).toInstant());

/** One stretch between two billing dates; `end` is the `start` of the next. */
export interface BillingPeriod {
  /** 0 for the period that starts at the anchor. */
  readonly index: number;
  readonly start: string;
  readonly end: string;
}

/** The billing period that holds `now`; before the anchor it is the first one. */
export function periodAt(anchor: string, interval: MonthInterval, now: string, zone = 'UTC'): BillingPeriod {
  const from = fromIso(anchor).toZonedDateTimeISO(zone);
  const to = fromIso(now).toZonedDateTimeISO(zone);
  const elapsed = (to.year - from.year) * 12 + (to.month - from.month);
  // One interval early at most: whether this month's date has come is settled by comparing instants.
  let index = Math.max(0, Math.floor(elapsed / interval) - 1);
  while (toIso(fromIso(now)) >= monthsAfter(anchor, (index + 1) * interval, zone)) index++;
  return { index, start: monthsAfter(anchor, index * interval, zone), end: monthsAfter(anchor, (index + 1) * interval, zone) };
}
