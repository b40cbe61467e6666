import { describe, expect, it } from '@jest/globals';
import { unloaded, visitBy } from '../../../../spec-support/nodes.js';
import { waitUntil } from './index.js';

const ends = { trialEndsAt: '2027-01-23T10:00:00Z' };
const before = { until: 'eventDate', field: 'trialEndsAt', days: -3, time: '09:00' };

describe('wait until', () => {
  it.each([
    ['three days before an event’s date at 09:00 in Tokyo', { ...before, days: -1 }, 'Asia/Tokyo', '2027-01-22T00:00:00.000Z'],
    [
      'an event’s date at its own time of day',
      { until: 'eventDate', field: 'trialEndsAt' },
      'Asia/Tokyo',
      '2027-01-23T10:00:00.000Z',
    ],
    ['a day after the event happened', { until: 'eventDate', field: 'occurredAt', days: 1 }, 'UTC', '2027-01-21T10:00:00.000Z'],
    [
      'a fixed date in the person’s zone',
      { until: 'date', date: '2027-02-01', time: '09:00' },
      'America/New_York',
      '2027-02-01T14:00:00.000Z',
    ],
    [
      'a fixed date in the school’s zone',
      { until: 'date', date: '2027-02-01', time: '09:00', zone: 'school' },
      'America/New_York',
      '2027-02-01T08:00:00.000Z',
    ],
    // It is Wednesday 19:00 in Tokyo; Thursday 05:00 there is Wednesday 20:00 in UTC.
    [
      'a weekday of the person’s zone',
      { until: 'window', weekdays: [4], from: '05:00', to: '06:00' },
      'Asia/Tokyo',
      '2027-01-20T20:00:00.000Z',
    ],
    [
      'a zone for those who have none',
      { until: 'window', from: '05:00', to: '06:00', fallbackZone: 'Asia/Tokyo' },
      null,
      '2027-01-20T20:00:00.000Z',
    ],
  ])('%s', (_, config, zone, expected) => {
    expect(waitUntil.plan(config, visitBy(zone, ends))).toMatchObject({ kind: 'sleepUntil', at: expected });
  });

  it('continues immediately inside the window', () => {
    expect(waitUntil.plan({ until: 'window', from: '09:00', to: '17:00' }, visitBy('UTC'))).toMatchObject({
      kind: 'go',
      port: 'next',
    });
  });

  it.each([
    ['a date that has passed', ends],
    ['a missing date', {}],
    ['a date that is null', { trialEndsAt: null }],
    ['a date that cannot be read', { trialEndsAt: 'soon' }],
  ])('%s continues or exits, as the owner chose', (_, data) => {
    expect(waitUntil.plan({ ...before, past: 'continue' }, visitBy('UTC', data))).toMatchObject({ kind: 'go', port: 'next' });
    expect(waitUntil.plan({ ...before, past: 'exit' }, visitBy('UTC', data))).toMatchObject({ kind: 'finish' });
  });

  it('can have a branch for a date that has passed or is missing, but none for a window of the week', () => {
    const branching = { ...before, past: 'branch' };
    for (const data of [ends, {}])
      expect(waitUntil.plan(branching, visitBy('UTC', data))).toMatchObject({ kind: 'go', port: 'past' });
    const later = { trialEndsAt: '2027-03-01T10:00:00Z' };
    expect(waitUntil.plan(branching, visitBy('UTC', later))).toMatchObject({
      kind: 'sleepUntil',
      at: '2027-02-26T09:00:00.000Z',
    });
    expect(waitUntil.ports(branching).map(({ id }) => id)).toEqual(['next', 'past']);
    expect(waitUntil.ports({ ...branching, until: 'window' }).map(({ id }) => id)).toEqual(['next']);
    expect(waitUntil.ports({ ...before, past: 'continue' }).map(({ label }) => label)).toEqual(['then']);
  });

  it.each([
    // In Berlin, 25 October 2026 has 25 hours: Sunday 09:00 is 08:00 in UTC, one hour later than the day before.
    ['2026-10-24T20:00:00.000Z', 'Europe/Berlin', [7], '2026-10-25T08:00:00.000Z'],
    // In New York, 8 March 2026 has 23 hours: Monday 09:00 is 13:00 in UTC. The Friday before, it was 14:00.
    ['2026-03-06T20:00:00.000Z', 'America/New_York', [1], '2026-03-09T13:00:00.000Z'],
    ['2026-03-05T20:00:00.000Z', 'America/New_York', [5], '2026-03-06T14:00:00.000Z'],
    // Tuesday 06:00 in UTC is 01:00 in New York and 15:00 in Tokyo.
    ['2027-01-19T06:00:00.000Z', 'America/New_York', [2], '2027-01-19T14:00:00.000Z'],
    ['2027-01-19T08:00:00.000Z', 'Asia/Tokyo', [2], '2027-01-26T00:00:00.000Z'],
  ])(
    'from %s in %s, the next day of %j from 09:00 to 17:00 begins at %s, across clock changes',
    (at, zone, weekdays, expected) => {
      const window = { until: 'window', weekdays, from: '09:00', to: '17:00' };
      expect(waitUntil.plan(window, visitBy(zone, {}, at))).toMatchObject({ kind: 'sleepUntil', at: expected });
    },
  );

  it('a date that is this very moment has not passed', () => {
    const config = { until: 'eventDate', field: 'occurredAt', past: 'exit' };
    expect(waitUntil.plan(config, visitBy('UTC'))).toMatchObject({ kind: 'sleepUntil', at: '2027-01-20T10:00:00.000Z' });
  });

  it('requests the person’s zone only if it decides', () => {
    expect(waitUntil.plan({ until: 'window', weekdays: [1] }, unloaded)).toMatchObject({ kind: 'load' });
    expect(waitUntil.plan({ until: 'window', weekdays: [1], zone: 'school' }, unloaded)).toMatchObject({ kind: 'sleepUntil' });
  });

  it.each([
    { until: 'date', date: '2027-02-30', time: '09:00' },
    { until: 'date', date: '2027-02-01' },
    { until: 'eventDate' },
    { until: 'window' },
    { until: 'window', from: '17:00', to: '09:00' },
    { until: 'window', from: '09:00', fallbackZone: '+02:00' },
  ])('refuses %j', (config) => {
    expect(waitUntil.schema.safeParse(config).success).toBe(false);
  });

  it('a date that the trigger’s event does not have is a problem', () => {
    expect(waitUntil.inspect(before, { eventTypes: ['trial.ending'] }).problems).toEqual([]);
    expect(waitUntil.inspect(before, { eventTypes: ['tag.added'] }).problems).toMatchObject([{ path: 'field' }]);
    expect(waitUntil.inspect({ ...before, field: 'planTitle' }, { eventTypes: ['trial.ending'] }).problems).toHaveLength(1);
  });

  it('reads as a sentence', () => {
    expect(waitUntil.summary(before, () => undefined)).toBe(
      'Wait until 3 days before the end of the trial, at 09:00 in their time zone',
    );
  });

  it.each([
    [{ until: 'eventDate', field: 'occurredAt', days: 1 }, 'Wait until 1 day after the trigger in their time zone'],
    [{ until: 'eventDate', field: 'endsAt', zone: 'school' }, 'Wait until the end date in the school’s time zone'],
    [{ until: 'date', date: '2027-02-01', time: '09:00' }, 'Wait until 1 Feb 2027 at 09:00 in their time zone'],
    [{ until: 'window', weekdays: [1, 3], from: '09:00' }, 'Wait for Mon or Wed, from 09:00 in their time zone'],
    [
      { until: 'window', weekdays: [5, 4, 3, 2, 1], from: '09:00', to: '17:00' },
      'Wait for a weekday, between 09:00 and 17:00 in their time zone',
    ],
    [{ until: 'window', weekdays: [6, 7], to: '12:00' }, 'Wait for a Saturday or Sunday, before 12:00 in their time zone'],
    [{ until: 'window', from: '09:00', to: '17:00' }, 'Wait for any day, between 09:00 and 17:00 in their time zone'],
  ])('%j reads as a sentence', (config, expected) => {
    expect(waitUntil.summary(config, () => undefined)).toBe(expected);
  });
});
