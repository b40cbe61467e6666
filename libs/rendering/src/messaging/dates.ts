/** Locale and time zone of the reader. */
export interface Reader {
  /** BCP 47, e.g. `en` or `pt-BR`. */
  readonly locale: string;
  /** IANA zone, e.g. `Europe/Lisbon`. */
  readonly timeZone: string;
}

/** English uses day first, as in the portal and on certificates. */
const dateLocale = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);

/** "31 January 2027" on the reader's calendar. */
export function formatDate(instant: Date, { locale, timeZone }: Reader): string {
  return new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'long', timeZone }).format(instant);
}

/** "31 January 2027 at 11:00 (Central European Time)". */
export function formatDateTime(instant: Date, { locale, timeZone }: Reader): string {
  const when = new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant);
  return `${when} (${zoneName(instant, { locale, timeZone })})`;
}

function zoneName(instant: Date, { locale, timeZone }: Reader): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(instant);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  // Intl's name of UTC is an offset, which readers do not understand.
  return name === 'GMT+00:00' || name === 'GMT' ? 'UTC' : name;
}
