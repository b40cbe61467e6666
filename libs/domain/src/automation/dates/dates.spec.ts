import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMinutes, compareInstants, localDate, localTime } from '../../calendar/index.js';
import { type DateRule, dateMoments, daysAround } from './moments.js';
import { isScheduled, type Schedule, scheduledMoments } from './schedule.js';

const rule = (values: Partial<DateRule> = {}): DateRule => ({ days: 0, yearly: false, time: '09:00', firstYear: 0, ...values });
const yearly = (values: Partial<DateRule> = {}) => rule({ yearly: true, ...values });
const at = (date: string, of: DateRule, zone: string, after: string, until: string) =>
  dateMoments(date, of, zone, after, until).map((moment) => moment.at);

describe('the moments of a date', () => {
  it.each([
    // 09:00 in Berlin is 08:00 UTC in winter and 07:00 UTC in summer.
    ['2027-01-20', rule(), 'Europe/Berlin', ['2027-01-20T08:00:00.000Z']],
    ['2027-07-20', rule(), 'Europe/Berlin', ['2027-07-20T07:00:00.000Z']],
    ['2027-07-20', rule(), 'America/New_York', ['2027-07-20T13:00:00.000Z']],
    // Auckland is 13 hours ahead in January: its morning is the evening before.
    ['2027-01-20', rule(), 'Pacific/Auckland', ['2027-01-19T20:00:00.000Z']],
    ['2027-03-02', rule({ days: -3 }), 'UTC', ['2027-02-27T09:00:00.000Z']],
    ['2027-02-27', rule({ days: 3 }), 'UTC', ['2027-03-02T09:00:00.000Z']],
    ['2027-01-02', rule({ days: -3 }), 'UTC', []],
    // Three days before a date that is on the other side of the clock change of 28 March 2027.
    ['2027-03-30', rule({ days: -3 }), 'Europe/Berlin', ['2027-03-27T08:00:00.000Z']],
    // 02:30 does not exist in Berlin on 28 March 2027, and exists twice on 31 October: once, at the first of them.
    ['2027-03-28', rule({ time: '02:30' }), 'Europe/Berlin', ['2027-03-28T01:30:00.000Z']],
    ['2027-10-31', rule({ time: '02:30' }), 'Europe/Berlin', ['2027-10-31T00:30:00.000Z']],
    // A date without the year is not repeated.
    ['1990-05-05', rule(), 'UTC', []],
  ])('%s by %j in %s within 2027 are %j', (date, of, zone, moments) => {
    expect(at(date, of, zone, '2027-01-01T00:00:00.000Z', '2027-12-31T23:59:59.000Z')).toEqual(moments);
  });

  it.each([
    ['1990-05-05', yearly(), ['2026-05-05T09:00:00.000Z', '2027-05-05T09:00:00.000Z', '2028-05-05T09:00:00.000Z']],
    // 29 February counts as 28 February in common years.
    ['2000-02-29', yearly(), ['2026-02-28T09:00:00.000Z', '2027-02-28T09:00:00.000Z', '2028-02-29T09:00:00.000Z']],
    // One day after it is 1 March either way.
    ['2000-02-29', yearly({ days: 1 }), ['2026-03-01T09:00:00.000Z', '2027-03-01T09:00:00.000Z', '2028-03-01T09:00:00.000Z']],
    // Three days before New Year's Day are in the year before.
    ['1990-01-01', yearly({ days: -3 }), ['2026-12-29T09:00:00.000Z', '2027-12-29T09:00:00.000Z', '2028-12-29T09:00:00.000Z']],
    ['1990-12-31', yearly({ days: 2 }), ['2026-01-02T09:00:00.000Z', '2027-01-02T09:00:00.000Z', '2028-01-02T09:00:00.000Z']],
    // The first year is the one of the date itself.
    ['2027-06-01', yearly(), ['2027-06-01T09:00:00.000Z', '2028-06-01T09:00:00.000Z']],
    ['2027-06-01', yearly({ firstYear: 1 }), ['2028-06-01T09:00:00.000Z']],
    ['2031-06-01', yearly(), []],
  ])('%s by %j from 2026 to 2028 are %j', (date, of, moments) => {
    expect(at(date, of, 'UTC', '2026-01-01T00:00:00.000Z', '2028-12-31T23:59:59.000Z')).toEqual(moments);
  });

  it('are counted in years, and name the day in that year', () => {
    expect(
      dateMoments('2000-02-29', yearly({ days: -1 }), 'UTC', '2027-01-01T00:00:00.000Z', '2028-12-31T00:00:00.000Z'),
    ).toEqual([
      { day: '2027-02-28', years: 27, at: '2027-02-27T09:00:00.000Z' },
      { day: '2028-02-29', years: 28, at: '2028-02-28T09:00:00.000Z' },
    ]);
  });

  it('begin after the first instant and include the last', () => {
    const moment = '2027-05-05T09:00:00.000Z';
    expect(at('2027-05-05', rule(), 'UTC', moment, '2027-05-06T00:00:00.000Z')).toEqual([]);
    expect(at('2027-05-05', rule(), 'UTC', '2027-05-05T08:59:59.999Z', moment)).toEqual([moment]);
  });
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
);
const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1980-01-01', count));
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const rules = fc.record({
  days: fc.integer({ min: -400, max: 400 }),
  yearly: fc.boolean(),
  time: times,
  firstYear: fc.constantFrom<0 | 1>(0, 1),
});
const instants = fc.integer({ min: 0, max: 5 * 525_600 }).map((minutes) => addMinutes('2026-01-01T00:00:00.000Z', minutes));

describe('any date', () => {
  it('has the same moments in one span as in its parts, each once and in order', () => {
    fc.assert(
      fc.property(
        days,
        rules,
        zones,
        instants,
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (date, of, zone, from, a, b) => {
          const [middle, end] = [addMinutes(from, a), addMinutes(from, a + b)];
          const whole = at(date, of, zone, from, end);
          expect(whole).toEqual([...at(date, of, zone, from, middle), ...at(date, of, zone, middle, end)]);
          expect(whole).toEqual([...new Set(whole)].sort(compareInstants));
        },
      ),
    );
  });

  it('is among the days that a pass reads, in every zone', () => {
    fc.assert(
      fc.property(days, rules, zones, instants, (date, of, zone, from) => {
        const until = addMinutes(from, 1440);
        const read = new Set(daysAround(from, until, of));
        for (const { day } of dateMoments(date, of, zone, from, until)) expect(read.has(day)).toBe(true);
      }),
    );
  });
});

const every = (values: Partial<Schedule>): Schedule => ({ every: 'day', weekdays: [], monthDay: 1, time: '09:00', ...values });

describe('a schedule', () => {
  it.each([
    [every({}), 'Europe/Berlin', ['2027-03-27T08:00:00.000Z', '2027-03-28T07:00:00.000Z', '2027-03-29T07:00:00.000Z']],
    // 28 March 2027 is a Sunday, 29 March a Monday.
    [every({ every: 'week', weekdays: [1, 7] }), 'Europe/Berlin', ['2027-03-28T07:00:00.000Z', '2027-03-29T07:00:00.000Z']],
    [every({ every: 'month', monthDay: 29 }), 'UTC', ['2027-03-29T09:00:00.000Z']],
  ])('%j in %s from 27 to 29 March 2027 fires at %j', (schedule, zone, moments) => {
    expect(
      scheduledMoments(schedule, zone, '2027-03-27T00:00:00.000Z', '2027-03-29T23:00:00.000Z').map((moment) => moment.at),
    ).toEqual(moments);
  });

  it('of the 31st fires on the last day of a shorter month', () => {
    const schedule = every({ every: 'month', monthDay: 31 });
    const fires = scheduledMoments(schedule, 'UTC', '2027-01-01T00:00:00.000Z', '2027-05-01T00:00:00.000Z').map(({ day }) => day);
    expect(fires).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
    expect(isScheduled('2028-02-29', schedule)).toBe(true);
    expect(isScheduled('2028-02-28', schedule)).toBe(false);
  });

  it('stops at the limit', () => {
    const [first, ...others] = scheduledMoments(every({}), 'UTC', '2027-01-01T10:00:00.000Z', '2029-01-01T00:00:00.000Z', 1);
    expect([first, others]).toEqual([{ day: '2027-01-02', at: '2027-01-02T09:00:00.000Z' }, []]);
  });

  it('fires at its time, each day of the person at most once, in one span as in its parts', () => {
    const schedules = fc.record({
      every: fc.constantFrom<Schedule['every']>('day', 'week', 'month'),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      monthDay: fc.integer({ min: 1, max: 31 }),
      time: times,
    });
    fc.assert(
      fc.property(
        schedules,
        zones,
        instants,
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        (of, zone, from, a, b) => {
          const moments = (after: string, until: string) => scheduledMoments(of, zone, after, until);
          const [middle, end] = [addMinutes(from, a), addMinutes(from, a + b)];
          const whole = moments(from, end);
          expect(whole).toEqual([...moments(from, middle), ...moments(middle, end)]);
          expect(new Set(whole.map(({ day }) => day)).size).toBe(whole.length);
          // A time that the change to summer time skips is moved, and Apia once skipped a day.
          for (const { day, at: moment } of whole)
            if (localTime(moment, zone) === of.time) expect(localDate(moment, zone)).toBe(day);
        },
      ),
    );
  });
});
