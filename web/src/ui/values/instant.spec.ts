import { describe, expect, it } from '@jest/globals';
import { formatDate, formatDay, formatInstant, formatRelative } from './instant';

describe('instants', () => {
  it('shows the day of the zone, not of UTC', () => {
    expect(formatDate('2027-01-31T23:30:00Z', 'Europe/Berlin')).toBe('1 Feb 2027');
  });

  it('shows a day on the calendar as it is printed', () => {
    expect(formatDay('2027-01-28')).toBe('28 January 2027');
  });

  it('never shows a time without its zone', () => {
    expect(formatInstant('2027-02-03T08:00:00Z', 'Europe/Berlin')).toBe('3 Feb 2027, 09:00 CET');
  });

  it('says how far away it is', () => {
    const now = Date.parse('2027-02-03T08:00:00Z');
    expect(formatRelative('2027-02-06T08:00:00Z', now)).toBe('in 3 days');
    expect(formatRelative('2027-02-02T08:00:00Z', now)).toBe('yesterday');
    expect(formatRelative('2027-02-03T08:00:20Z', now)).toBe('just now');
  });
});
