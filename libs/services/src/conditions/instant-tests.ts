import { readInstant } from '@perennial/domain/calendar';
import { comparableNumber, type Expected } from '@perennial/domain/conditions';
import { never, type SqlScope, type SqlTest, type SqlTests } from './sql-test.js';

const dayMs = 86_400_000;
const yearMs = 366 * dayMs;
/** Instants outside these years are never stored, and Postgres cannot represent all of them. */
const [first, last] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T00:00:00Z')];

/** A millisecond of the epoch for Postgres. */
const written = (ms: number): string => (ms < first ? '-infinity' : ms > last ? 'infinity' : new Date(ms).toISOString());

/** An interval for Postgres, limited to the range of stored instants. */
const stretch = (ms: number, { back, ahead }: { back: number; ahead: number }): string =>
  `${Math.max(-back, Math.min(ahead, ms))} milliseconds`;
const [before, behind] = [6000 * yearMs, 90_000 * yearMs];

/**
 * The current time of the contact, on the wall clock or its test clock, in whole milliseconds like every instant in conditions.
 */
export function atNow({ contact, wall }: SqlScope, compare: (now: string) => string): string {
  const onWall = `${contact}.clock_id is null and ${compare(`${wall()}::timestamptz`)}`;
  const onClock = `exists (select from clock k where k.id = ${contact}.clock_id and ${compare(`date_trunc('milliseconds', k.now)`)})`;
  return `(${onWall} or ${contact}.clock_id is not null and ${onClock})`;
}

/**
 * Comparisons of a column of contacts with instants. Conditions use whole milliseconds, but the column has microseconds. The
 * bounds are moved instead of truncating the column, so that an index can be used.
 */
export function instantTests(column: string): SqlTests<'instant'> {
  const at = ({ contact }: SqlScope) => `${contact}.${column}`;
  const bound =
    (compare: (at: string, bound: (ms: number) => string, ms: number) => string): SqlTest =>
    (expected, scope) => {
      const instant = readInstant(expected);
      if (!instant) return never;
      return compare(at(scope), (ms) => `${scope.param(written(ms))}::timestamptz`, instant.epochMilliseconds);
    };
  const days =
    (limits: { back: number; ahead: number }, compare: (at: string, now: string, span: string) => string): SqlTest =>
    (expected: Expected, scope) => {
      const count = comparableNumber(expected);
      if (count === null) return never;
      const span = `${scope.param(stretch(Math.floor(count * dayMs), limits))}::interval`;
      return atNow(scope, (now) => compare(at(scope), now, span));
    };
  const past = { back: behind, ahead: before };
  const future = { back: before, ahead: behind };
  const ms = `interval '1 millisecond'`;
  return {
    before: bound((value, param, limit) => `${value} < ${param(limit)}`),
    after: bound((value, param, limit) => `${value} >= ${param(limit + 1)}`),
    withinLastDays: days(past, (value, now, span) => `${value} < ${now} + ${ms} and ${value} >= ${now} - ${span}`),
    moreThanDaysAgo: days(past, (value, now, span) => `${value} < ${now} - ${span}`),
    withinNextDays: days(future, (value, now, span) => `${value} >= ${now} and ${value} < ${now} + ${span} + ${ms}`),
    moreThanDaysAhead: days(future, (value, now, span) => `${value} >= ${now} + ${span} + ${ms}`),
    isEmpty: (_, scope) => `${at(scope)} is null`,
    isNotEmpty: (_, scope) => `${at(scope)} is not null`,
  };
}
