/** A billing interval. */
export interface Interval {
  interval: string;
  interval_count: number;
}

const day = 86_400;

/**
 * The instant `steps` intervals after the anchor. Months keep the anchor's day and time of day (UTC) and clamp to the end of a
 * shorter month; each step counts from the anchor, so 31 January gives 28 February and then 31 March.
 */
export function boundary(anchor: number, { interval, interval_count }: Interval, steps: number): number {
  if (interval === 'day') return anchor + steps * interval_count * day;
  if (interval === 'week') return anchor + steps * interval_count * 7 * day;
  const months = steps * interval_count * (interval === 'year' ? 12 : 1);
  const at = new Date(anchor * 1000);
  const first = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
  const year = new Date(first).getUTCFullYear();
  const month = new Date(first).getUTCMonth();
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const timeOfDay = ((anchor % day) + day) % day;
  return Date.UTC(year, month, Math.min(at.getUTCDate(), lastDay)) / 1000 + timeOfDay;
}

/** The first boundary after `from`. */
export function nextBoundary(anchor: number, interval: Interval, from: number): number {
  const lengths: Readonly<Record<string, number>> = { day, week: 7 * day, month: 28 * day, year: 365 * day };
  const step = (lengths[interval.interval] ?? day) * interval.interval_count;
  let steps = Math.floor((from - anchor) / step);
  while (boundary(anchor, interval, steps) > from) steps -= 1;
  while (boundary(anchor, interval, steps) <= from) steps += 1;
  return boundary(anchor, interval, steps);
}

/** Seconds in a day, and the periods that Stripe uses. */
export const waits = {
  day,
  /** From a draft to its automatic finalisation. */
  draft: 3_600,
  /** From a failed first payment to the end of the subscription. */
  incomplete: 23 * 3_600,
  /** How long before its end a trial is announced. */
  trialReminder: 3 * day,
} as const;
