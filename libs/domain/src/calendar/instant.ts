import { Temporal } from 'temporal-polyfill/implementation';

/**
 * The only format of instants in stored data, APIs and payloads: ISO 8601 in UTC with milliseconds, so that text order is time
 * order.
 */
export const toIso = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });

/** A stored instant in canonical form; null where there is none. */
export const isoOrNull = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** Reads an ISO 8601 instant with offset or Z. Throws a RangeError on anything else. */
export const fromIso = (iso: string): Temporal.Instant => Temporal.Instant.from(iso);

/** Reads a value that should be an instant; null where it is not one. */
export function readInstant(value: unknown): Temporal.Instant | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  try {
    return Temporal.Instant.from(value);
  } catch {
    return null;
  }
}

/** A calendar day as it is written, such as 2027-03-01; null for anything else. */
export function readDate(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  try {
    return Temporal.PlainDate.from(value).toString();
  } catch {
    return null;
  }
}

/** Negative, zero or positive as `a` is before, at or after `b`, whatever offsets they are written in. */
export const compareInstants = (a: string, b: string): number => Temporal.Instant.compare(fromIso(a), fromIso(b));

/** The later of two instants, in canonical form. */
export const laterOf = (a: string, b: string): string => toIso(compareInstants(a, b) >= 0 ? fromIso(a) : fromIso(b));

/** Adds exact minutes to an instant, without a calendar. */
export const addMinutes = (iso: string, minutes: number): string => toIso(fromIso(iso).add({ minutes }));

/** Adds exact milliseconds to an instant. */
export const addMilliseconds = (iso: string, milliseconds: number): string => toIso(fromIso(iso).add({ milliseconds }));
