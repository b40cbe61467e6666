/** The browser's zone. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const dateParts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const timeParts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** "3 Feb 2027". */
export const formatDate = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...dateParts, timeZone }).format(new Date(instant));

/** "3 Feb 2027, 09:00 CET": an instant is never shown without its zone. */
export const formatInstant = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { ...dateParts, ...timeParts, timeZoneName: 'short', timeZone }).format(new Date(instant));

/** "28 January 2027", as printed. A calendar day, independent of time zones. */
export const formatDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "in 3 days", "2 hours ago", "just now". */
export function formatRelative(instant: string, now: number = Date.now()): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return 'just now';
}
