import { describe, expect, it } from '@jest/globals';
import { daysOf, dayText, type Forecast, partsOf, rangeText, sumOf, tickText } from './forecast';

const none = { people: 0, emails: 0, possibleEmails: 0, access: 0, possibleAccess: 0 };
const busy = { people: 5, emails: 3, possibleEmails: 2, access: 1, possibleAccess: 4 };
const id = '01920000-0000-7000-8000-00000000000a';
const forecast: Forecast = {
  days: [
    { day: '2026-11-30', ...busy },
    { day: '2026-12-01', ...none },
  ],
  automations: [{ id, name: 'Welcome', days: [{ day: '2026-11-30', ...busy }] }],
  spikes: [],
  several: { total: 0, items: [] },
  held: 0,
};

describe('a forecast', () => {
  it('has every day for one automation, too', () => {
    expect(daysOf(forecast, id)).toEqual(forecast.days);
    expect(daysOf(forecast, 'another').map(({ people }) => people)).toEqual([0, 0]);
  });

  it('separates what is certain from what a condition decides', () => {
    expect([partsOf('people', busy), partsOf('emails', busy), partsOf('access', busy)]).toEqual([
      { certain: 5, possible: 0 },
      { certain: 3, possible: 2 },
      { certain: 1, possible: 4 },
    ]);
    expect([rangeText({ certain: 1200, possible: 0 }), rangeText({ certain: 3, possible: 2 })]).toEqual(['1,200', '3, up to 5']);
    expect(rangeText({ certain: 0, possible: 4 })).toBe('up to 4');
    expect(sumOf([busy, busy])).toMatchObject({ people: 10, possibleAccess: 8 });
  });

  it('names days shortly', () => {
    expect([
      dayText('2026-12-01'),
      tickText('2026-11-30', true),
      tickText('2026-12-01', false),
      tickText('2026-12-02', false),
    ]).toEqual(['Tue 1 Dec', '30 Nov', '1 Dec', '2']);
  });
});
