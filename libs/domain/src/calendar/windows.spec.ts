import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareInstants, isInWindow, nextInWindow, type WeeklyWindow } from './index.js';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu'];
const instants = fc
  .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) })
  .map((ms) => new Date(ms - (ms % 1000)).toISOString());
const aZone = fc.constantFrom(...zones);
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const windows: fc.Arbitrary<WeeklyWindow> = fc
  .record({
    weekdays: fc.uniqueArray(fc.constantFrom<1 | 2 | 3 | 4 | 5 | 6 | 7>(1, 2, 3, 4, 5, 6, 7)),
    from: fc.option(times),
    to: fc.option(times),
  })
  .filter(({ from, to }) => !from || !to || from < to)
  .filter(({ to }) => to !== '00:00');

describe('weekly window', () => {
  const weekday = (...weekdays: WeeklyWindow['weekdays'][number][]): WeeklyWindow => ({ weekdays, from: '09:00', to: '17:00' });

  it.each([
    // Thursday 05:00 in Tokyo is Wednesday 20:00 in UTC; the weekday that counts is Tokyo's.
    ['2026-06-03T00:00:00Z', 'Asia/Tokyo', { weekdays: [4], from: '05:00', to: '06:00' }, '2026-06-03T20:00:00.000Z'],
    // Saturday evening in New York is Sunday in UTC.
    ['2026-06-01T12:00:00Z', 'America/New_York', { weekdays: [6], from: '21:00', to: '22:00' }, '2026-06-07T01:00:00.000Z'],
    ['2026-06-01T10:00:00Z', 'UTC', weekday(1), '2026-06-01T10:00:00.000Z'],
    ['2026-06-01T17:00:00Z', 'UTC', weekday(1), '2026-06-08T09:00:00.000Z'],
    ['2026-06-01T17:00:00Z', 'UTC', weekday(), '2026-06-02T09:00:00.000Z'],
    ['2026-06-06T10:00:00Z', 'UTC', weekday(1, 2, 3, 4, 5), '2026-06-08T09:00:00.000Z'],
    ['2026-06-06T10:00:00Z', 'UTC', { weekdays: [7], from: null, to: null }, '2026-06-07T00:00:00.000Z'],
    // 02:10-02:40 does not exist in Berlin on 29 March 2026 (a Sunday): the next allowed day.
    ['2026-03-29T00:00:00Z', 'Europe/Berlin', { weekdays: [], from: '02:10', to: '02:40' }, '2026-03-30T00:10:00.000Z'],
    ['2026-03-28T23:30:00Z', 'Europe/Berlin', { weekdays: [7], from: '02:10', to: '02:40' }, '2026-04-05T00:10:00.000Z'],
    // Half of 02:30-04:00 exists: it opens when the clock jumps to 03:00.
    ['2026-03-29T00:00:00Z', 'Europe/Berlin', { weekdays: [], from: '02:30', to: '04:00' }, '2026-03-29T01:00:00.000Z'],
    // The repeated hour opens the window twice; 00:45Z is 02:45 before the change, 01:00Z is 02:00 again.
    ['2026-10-25T00:45:00Z', 'Europe/Berlin', { weekdays: [], from: '02:00', to: '02:30' }, '2026-10-25T01:00:00.000Z'],
  ] as const)('from %s in %s, %j opens at %s', (now, zone, window, expected) => {
    expect(nextInWindow(now, zone, window)).toBe(expected);
  });

  it('the next opening is never before now and always inside the window', () => {
    fc.assert(
      fc.property(instants, aZone, windows, (now, zone, window) => {
        const next = nextInWindow(now, zone, window);
        expect(next >= now).toBe(true);
        expect(isInWindow(next, zone, window)).toBe(true);
      }),
    );
  });

  it('a later start never opens earlier, also within the hours of a clock change', () => {
    const change = fc.constantFrom(
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-04-04T15:00:00Z',
      '2026-11-01T06:00:00Z',
    );
    const around = fc
      .tuple(change, fc.integer({ min: -240, max: 240 }))
      .map(([at, minutes]) => new Date(Date.parse(at) + minutes * 60_000).toISOString());
    fc.assert(
      fc.property(around, fc.nat(300), aZone, windows, (now, minutes, zone, window) => {
        const later = new Date(Date.parse(now) + minutes * 60_000).toISOString();
        expect(compareInstants(nextInWindow(now, zone, window), nextInWindow(later, zone, window))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
