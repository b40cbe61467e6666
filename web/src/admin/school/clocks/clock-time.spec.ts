import { describe, expect, it } from '@jest/globals';
import { fromField, leaps, progressOf, toField } from './clock-time';

const zone = 'Europe/Berlin';

describe('the time of a test clock', () => {
  it('is typed as the school’s wall clock shows it', () => {
    expect(toField('2027-02-03T08:00:00.000Z', zone)).toBe('2027-02-03T09:00');
    expect(fromField('2027-02-03T09:00', zone)).toBe('2027-02-03T08:00:00.000Z');
    expect(fromField('', zone)).toBeNull();
    expect(fromField('2027-02-03', zone)).toBeNull();
  });

  it('leaps by days and months of the calendar, across a change of clocks too', () => {
    const to = (label: string, now: string) => leaps.find((leap) => leap.label === label)?.to(now, zone);
    expect(to('+1 day', '2027-03-27T08:00:00.000Z')).toBe('2027-03-28T07:00:00.000Z');
    expect(to('+1 month', '2027-01-31T08:00:00.000Z')).toBe('2027-02-28T08:00:00.000Z');
  });

  it('knows how much of the way is behind', () => {
    expect(progressOf('2027-01-01T00:00:00Z', '2027-01-02T00:00:00Z', '2027-01-05T00:00:00Z')).toBe(25);
    expect(progressOf('2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z')).toBe(100);
  });
});
