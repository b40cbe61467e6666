/**
 * Expected dates of the seeded story, calculated independently: plain UTC arithmetic and `Intl`, without the
 * product's calendar, so that the two cannot share a bug.
 */

/** Same day and time some months later; a day that the month lacks becomes its last. */
export function monthsLater(anchor: Date, months: number): Date {
  const year = anchor.getUTCFullYear();
  const month = anchor.getUTCMonth() + months;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(anchor.getUTCDate(), last);
  return new Date(Date.UTC(year, month, day, anchor.getUTCHours(), anchor.getUTCMinutes(), anchor.getUTCSeconds()));
}

/** The instant at which clocks in a zone show nine in the morning, some calendar days after an instant. */
export function nineDaysLater(from: Date, days: number, zone: string): Date {
  const [year = 0, month = 0, day = 0] = shownIn(from, zone);
  const wanted = Date.UTC(year, month - 1, day + days, 9, 0);
  let guess = wanted;
  for (let i = 0; i < 3; i++) guess = wanted - offsetAt(guess, zone);
  return new Date(guess);
}

/** The offset of the zone from UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = shownIn(new Date(instant), zone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / 60_000) * 60_000;
}

function shownIn(instant: Date, zone: string): number[] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(instant);
  return ['year', 'month', 'day', 'hour', 'minute'].map((type) => Number(parts.find((part) => part.type === type)?.value));
}
