import { idsOf, many } from './expected.js';
import { anyOf, negated, never, type SqlTest, type SqlTests } from './sql-test.js';

/** Whether the person meets the condition of one of the segments. Nobody is in a segment that does not exist. */
const isIn: SqlTest = (expected, { segment }) =>
  anyOf(
    idsOf(many(expected))
      .map(segment)
      .filter((sql) => sql !== never),
  );

/** Comparisons with segments. */
export const segmentTests: SqlTests<'segments'> = { isIn, isNotIn: negated(isIn) };
