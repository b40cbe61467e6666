import type { Expected } from '@perennial/domain/conditions';
import { idsOf, many, one } from './expected.js';
import { equalsAny, never, not, type SqlScope, type SqlTest, type SqlTests } from './sql-test.js';

/** Rows of contacts that a list consists of. */
export interface ListRows {
  /** `select from … where …`: the rows of the contact, without the values. */
  readonly rows: (scope: SqlScope) => string;
  /** Whether a row's value equals one of those expected; `false` where none of them can be a value of the list. */
  readonly equals: (expected: readonly Expected[], scope: SqlScope) => string;
}

/** A list whose values are ids of records. */
export const idsIn =
  (column: string): ListRows['equals'] =>
  (expected, { param }) =>
    equalsAny(column, idsOf(expected), 'uuid', param);

/** Comparisons of a list. */
export function listTests({ rows, equals }: ListRows): SqlTests<'list'> {
  const includes =
    (values: (expected: Expected) => readonly Expected[]): SqlTest =>
    (expected, scope) => {
      const match = equals(values(expected), scope);
      return match === never ? never : `exists (${rows(scope)} and ${match})`;
    };
  return {
    includes: includes(one),
    doesNotInclude: (expected, scope) => without(includes(one)(expected, scope)),
    includesAnyOf: includes(many),
    includesNoneOf: (expected, scope) => without(includes(many)(expected, scope)),
    isEmpty: (_, scope) => `not exists (${rows(scope)})`,
    isNotEmpty: (_, scope) => `exists (${rows(scope)})`,
  };
}

/** `not exists` is planned as an anti join, which `(exists …) is not true` is not. */
const without = (exists: string): string => (exists === never ? not(exists) : `not ${exists}`);
