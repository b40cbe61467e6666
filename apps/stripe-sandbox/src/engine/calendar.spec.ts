import { describe, expect, it } from '@jest/globals';
import { boundary, nextBoundary } from './calendar.js';

const at = (text: string): number => Date.parse(`${text}Z`) / 1000;
const text = (instant: number): string => new Date(instant * 1000).toISOString().slice(0, 16);
const series = (anchor: string, interval: string, interval_count: number, steps: number): string[] =>
  Array.from({ length: steps }, (_, index) => text(boundary(at(anchor), { interval, interval_count }, index + 1)));

describe('boundary', () => {
  it('clamps the 31st to the end of shorter months and comes back to the 31st', () => {
    expect(series('2027-01-31T10:15', 'month', 1, 5)).toEqual([
      '2027-02-28T10:15',
      '2027-03-31T10:15',
      '2027-04-30T10:15',
      '2027-05-31T10:15',
      '2027-06-30T10:15',
    ]);
  });

  it('uses 29 February in a leap year', () => {
    expect(series('2027-12-30T00:00', 'month', 1, 3)).toEqual(['2028-01-30T00:00', '2028-02-29T00:00', '2028-03-30T00:00']);
  });

  it('takes three and six months as one step each', () => {
    expect(series('2026-11-30T23:59', 'month', 3, 4)).toEqual([
      '2027-02-28T23:59',
      '2027-05-30T23:59',
      '2027-08-30T23:59',
      '2027-11-30T23:59',
    ]);
    expect(series('2026-08-31T12:00', 'month', 6, 3)).toEqual(['2027-02-28T12:00', '2027-08-31T12:00', '2028-02-29T12:00']);
  });

  it('keeps 29 February for years and clamps in common years', () => {
    expect(series('2028-02-29T06:00', 'year', 1, 4)).toEqual([
      '2029-02-28T06:00',
      '2030-02-28T06:00',
      '2031-02-28T06:00',
      '2032-02-29T06:00',
    ]);
  });

  it('counts days and weeks in seconds', () => {
    expect(series('2027-03-27T01:30', 'day', 2, 2)).toEqual(['2027-03-29T01:30', '2027-03-31T01:30']);
    expect(series('2027-03-27T01:30', 'week', 1, 2)).toEqual(['2027-04-03T01:30', '2027-04-10T01:30']);
  });
});

describe('nextBoundary', () => {
  const month = { interval: 'month', interval_count: 1 };
  it('is the first boundary strictly after the instant', () => {
    const anchor = at('2027-01-31T10:00');
    expect(text(nextBoundary(anchor, month, at('2027-01-31T10:00')))).toBe('2027-02-28T10:00');
    expect(text(nextBoundary(anchor, month, at('2027-02-28T09:59')))).toBe('2027-02-28T10:00');
    expect(text(nextBoundary(anchor, month, at('2027-02-28T10:00')))).toBe('2027-03-31T10:00');
  });

  it('works before the anchor, which is then the first boundary', () => {
    expect(text(nextBoundary(at('2027-06-15T08:00'), month, at('2027-06-01T00:00')))).toBe('2027-06-15T08:00');
  });

  it('is still right a hundred years on', () => {
    expect(text(nextBoundary(at('2027-01-31T10:00'), month, at('2127-02-01T00:00')))).toBe('2127-02-28T10:00');
  });
});
