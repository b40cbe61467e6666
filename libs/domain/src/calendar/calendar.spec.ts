import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  atLocalTime,
  daysAfter,
  firstZone,
  formatLocal,
  isZone,
  localInstant,
  localTime,
  monthsAfter,
  nextLocalTime,
  periodAt,
  readDate,
  readInstant,
} from './index.js';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'];
const instants = fc
  .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) })
  .map((ms) => new Date(ms - (ms % 1000)).toISOString());
const aZone = fc.constantFrom(...zones);
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

describe('billing months', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', 1, '2026-02-28T10:00:00.000Z'],
    ['2026-01-31T10:00:00.000Z', 2, '2026-03-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00.000Z', 3, '2026-04-30T10:00:00.000Z'],
    ['2028-01-31T10:00:00.000Z', 1, '2028-02-29T10:00:00.000Z'],
    ['2026-08-31T10:00:00.000Z', 6, '2027-02-28T10:00:00.000Z'],
    ['2028-02-29T10:00:00.000Z', 12, '2029-02-28T10:00:00.000Z'],
    ['2028-02-29T10:00:00.000Z', 48, '2032-02-29T10:00:00.000Z'],
    ['2026-11-30T23:30:00.000Z', 3, '2027-02-28T23:30:00.000Z'],
  ])('%s plus %i months is %s', (anchor, months, expected) => {
    expect(monthsAfter(anchor, months)).toBe(expected);
  });

  it('keep the wall time of a zone across a clock change', () => {
    expect(monthsAfter('2026-03-15T08:00:00Z', 1, 'Europe/Berlin')).toBe('2026-04-15T07:00:00.000Z');
  });

  it('a moment on a billing date belongs to the period that starts there', () => {
    expect(periodAt('2026-01-31T10:00:00Z', 1, '2026-02-28T10:00:00Z')).toEqual({
      index: 1,
      start: '2026-02-28T10:00:00.000Z',
      end: '2026-03-31T10:00:00.000Z',
    });
    expect(periodAt('2026-01-31T10:00:00Z', 1, '2026-02-28T09:59:59Z').index).toBe(0);
  });

  it('a moment before the anchor belongs to the first period', () => {
    expect(periodAt('2026-01-31T10:00:00Z', 3, '2025-01-01T00:00:00Z').index).toBe(0);
  });

  it('every moment after the anchor lies inside its period', () => {
    fc.assert(
      fc.property(instants, instants, fc.constantFrom<1 | 3 | 6 | 12>(1, 3, 6, 12), aZone, (a, b, interval, zone) => {
        const [anchor, now] = a <= b ? [a, b] : [b, a];
        const period = periodAt(anchor, interval, now, zone);
        expect(period.start <= now && now < period.end).toBe(true);
      }),
    );
  });
});

describe('local time', () => {
  it.each([
    // Clocks in Berlin skip 02:00-03:00 on 29 March 2026 and repeat it on 25 October.
    ['2026-03-28', '02:30', 'Europe/Berlin', '2026-03-28T01:30:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '09:00', 'Europe/Berlin', '2026-03-29T07:00:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '09:00', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
    // New York: 8 March and 1 November.
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    // Lord Howe moves by half an hour: 02:00-02:30 is skipped on 4 October, 01:30-02:00 occurs twice on 5 April.
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['2026-07-01', '09:00', 'Asia/Tokyo', '2026-07-01T00:00:00.000Z'],
  ])('on %s a clock shows %s in %s at %s', (date, time, zone, expected) => {
    expect(localInstant(date, time, zone)).toBe(expected);
  });

  it('the day is the one of the zone: an evening in New York is already tomorrow in UTC', () => {
    expect(atLocalTime('2026-06-02T01:00:00Z', 'America/New_York', '09:00')).toBe('2026-06-01T13:00:00.000Z');
    expect(atLocalTime('2026-06-01T16:00:00Z', 'Asia/Tokyo', '09:00')).toBe('2026-06-02T00:00:00.000Z');
  });

  it.each([
    // A day with a clock change is 23 or 25 hours long and still one day.
    ['2026-03-28T08:00:00Z', 1, 'Europe/Berlin', null, '2026-03-29T07:00:00.000Z'],
    ['2026-10-24T07:00:00Z', 1, 'Europe/Berlin', null, '2026-10-25T08:00:00.000Z'],
    ['2026-03-07T14:00:00Z', 1, 'America/New_York', null, '2026-03-08T13:00:00.000Z'],
    ['2026-10-31T13:00:00Z', 1, 'America/New_York', null, '2026-11-01T14:00:00.000Z'],
    ['2026-03-01T03:00:00Z', 3, 'America/New_York', '09:00', '2026-03-03T14:00:00.000Z'],
    ['2028-02-28T12:00:00Z', 1, 'UTC', '09:00', '2028-02-29T09:00:00.000Z'],
    ['2026-03-03T12:00:00Z', -3, 'UTC', '09:00', '2026-02-28T09:00:00.000Z'],
    ['2026-03-03T12:00:00Z', 0, 'UTC', '09:00', '2026-03-03T09:00:00.000Z'],
  ])('%s plus %i days in %s at %s is %s', (instant, days, zone, time, expected) => {
    expect(daysAfter(instant, days, zone, time)).toBe(expected);
  });

  it('zero days away is the very moment, also in the repeated hour', () => {
    expect(daysAfter('2026-10-25T01:30:00Z', 0, 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('the next 09:00 is never before now, and shows 09:00', () => {
    fc.assert(
      fc.property(instants, aZone, (now, zone) => {
        const next = nextLocalTime(now, zone, '09:00');
        expect(next >= now).toBe(true);
        expect(localTime(next, zone)).toBe('09:00');
      }),
    );
  });

  it('more days are never earlier', () => {
    fc.assert(
      fc.property(instants, aZone, fc.nat(400), fc.nat(400), fc.option(times), (now, zone, a, b, time) => {
        const few = daysAfter(now, Math.min(a, b), zone, time ?? '08:00');
        expect(daysAfter(now, Math.max(a, b), zone, time ?? '08:00') >= few).toBe(true);
      }),
    );
  });

  it('is written for people with its zone', () => {
    expect(formatLocal('2027-01-31T08:00:00Z', 'Europe/Berlin')).toBe('31 Jan 2027, 09:00 (Europe/Berlin)');
  });
});

describe('zone names', () => {
  it.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s is a zone', (name) => {
    expect(isZone(name)).toBe(true);
  });
  it.each(['', '+02:00', 'Mars/Phobos', null, 7, '__proto__'])('%s is not a zone', (name) => {
    expect(isZone(name)).toBe(false);
  });
  it('an unusable zone falls back to the next one named, and at last to UTC', () => {
    expect(firstZone('Mars/Phobos', null, 'Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(firstZone(undefined, 'nowhere')).toBe('UTC');
  });
  it('a value that is not an instant is null', () => {
    expect([readInstant('soon'), readInstant(5), readInstant('2026-02-30T00:00:00Z')]).toEqual([null, null, null]);
  });
  it.each(['2026-02-30', '2026-2-03', '20260203', '2026-02-03T00:00:00Z', '+002026-02-03', '', 5])(
    '%j is not a date',
    (value) => {
      expect(readDate(value)).toBeNull();
    },
  );
  it.each(['2028-02-29', '0001-01-01', '9999-12-31'])('%s is a date', (value) => {
    expect(readDate(value)).toBe(value);
  });
});
