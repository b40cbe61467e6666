/** Length of a day. */
export const day = 86_400_000;

/** "31 January 2027" in Berlin, where the visitors of these specs live. */
export const longDate = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' }).format(at);
