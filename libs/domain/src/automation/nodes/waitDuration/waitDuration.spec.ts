import { describe, expect, it } from '@jest/globals';
import { now, unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { waitDuration } from './index.js';

describe('wait', () => {
  it('minutes and hours are exact and need no zone', () => {
    expect(waitDuration.plan({ amount: 36, unit: 'hours' }, unloaded)).toMatchObject({
      kind: 'sleepUntil',
      at: '2027-01-21T22:00:00.000Z',
    });
  });

  it('days request the person’s zone first', () => {
    expect(waitDuration.plan({ amount: 1, unit: 'days' }, unloaded)).toEqual({ kind: 'load', facts: ['contact'] });
  });

  it.each([
    // 29 March 2026 has 23 hours in Berlin, 25 October has 25.
    ['2026-03-28T11:00:00.000Z', 1, 'days', 'Europe/Berlin', null, '2026-03-29T10:00:00.000Z'],
    ['2026-10-24T10:00:00.000Z', 1, 'days', 'Europe/Berlin', null, '2026-10-25T11:00:00.000Z'],
    ['2026-10-24T10:00:00.000Z', 1, 'weeks', 'America/New_York', null, '2026-10-31T10:00:00.000Z'],
    // 19:00 in Tokyo; two days later at 09:00 there is midnight in UTC.
    [now, 2, 'days', 'Asia/Tokyo', '09:00', '2027-01-22T00:00:00.000Z'],
    // No zone known: the school's, Berlin.
    [now, 1, 'days', null, '09:00', '2027-01-21T08:00:00.000Z'],
    [now, 1, 'days', 'Mars/Phobos', '09:00', '2027-01-21T08:00:00.000Z'],
  ])('from %s, %i %s in %s at %s is %s', (at, amount, unit, zone, time, expected) => {
    expect(waitDuration.plan({ amount, unit, time }, visitBy(zone, {}, at))).toMatchObject({ kind: 'sleepUntil', at: expected });
  });

  it('keeps the zone it counted in as evidence', () => {
    expect(waitDuration.plan({ amount: 1, unit: 'days' }, visitBy(null))).toMatchObject({
      values: [{ field: 'contact.timezone', actual: null, expected: 'Europe/Berlin', matched: false }],
    });
  });

  it.each([
    { amount: 0, unit: 'days' },
    { amount: 1.5, unit: 'days' },
    { amount: 600, unit: 'weeks' },
    { amount: 1, unit: 'years' },
  ])('refuses %j', (config) => {
    expect(waitDuration.schema.safeParse(config).success).toBe(false);
  });

  it('reads as a sentence', () => {
    expect(waitDuration.summary({ amount: 1, unit: 'days', time: '09:00' }, () => undefined)).toBe(
      'Wait 1 day, until 09:00 in their time zone',
    );
  });
});
