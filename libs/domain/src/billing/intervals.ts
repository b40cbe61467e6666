/** The intervals a plan can bill in, in months. */
export const planIntervals = [1, 3, 6, 12] as const;
/** One of {@link planIntervals}. */
export type IntervalMonths = (typeof planIntervals)[number];

/** "every month", "every 3 months", "every year". */
export function intervalInWords(months: number): string {
  if (months === 1) return 'every month';
  return months === 12 ? 'every year' : `every ${months} months`;
}
