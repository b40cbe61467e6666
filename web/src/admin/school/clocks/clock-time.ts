import { daysAfter, localDate, localInstant, localTime, monthsAfter } from '@perennial/domain/calendar';

/** An instant as the local value of a date-and-time field in a time zone. */
export const toField = (instant: string, zone: string): string => `${localDate(instant, zone)}T${localTime(instant, zone)}`;

/** The value of a date-and-time field as an instant; null while it is incomplete. */
export function fromField(field: string, zone: string): string | null {
  const [date, time] = field.split('T');
  if (!date || !time || !/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}/.test(time)) return null;
  return localInstant(date, time.slice(0, 5), zone);
}

/** The most common steps. */
export const leaps: readonly { readonly label: string; readonly to: (now: string, zone: string) => string }[] = [
  { label: '+1 day', to: (now, zone) => daysAfter(now, 1, zone) },
  { label: '+1 week', to: (now, zone) => daysAfter(now, 7, zone) },
  { label: '+1 month', to: (now, zone) => monthsAfter(now, 1, zone) },
];

/** Progress in percent. */
export function progressOf(from: string, now: string, target: string): number {
  const way = Date.parse(target) - Date.parse(from);
  if (way <= 0) return 100;
  return Math.min(100, Math.max(0, Math.round(((Date.parse(now) - Date.parse(from)) / way) * 100)));
}
