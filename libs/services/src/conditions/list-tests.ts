import type { Expected } from '@perennial/domain/conditions';
import { idsOf, many, one } from './expected.js';
import {
  always,
  equalsAny,
  hasNoRow,
  hasRow,
  never,
  type RowsOfContacts,
  type SqlScope,
  type SqlTest,
  type SqlTests,
} from './sql-test.js';

/** Rows of contacts that a list consists of. */
export interface ListRows {
  readonly rows: (scope: SqlScope) => RowsOfContacts;
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
      return match === never ? never : hasRow(rows(scope), scope, match);
    };
  const without =
    (values: (expected: Expected) => readonly Expected[]): SqlTest =>
    (expected, scope) => {
      const match = equals(values(expected), scope);
      return match === never ? always : hasNoRow(rows(scope), scope, match);
    };
  return {
    includes: includes(one),
    doesNotInclude: without(one),
    includesAnyOf: includes(many),
    includesNoneOf: without(many),
    isEmpty: (_, scope) => hasNoRow(rows(scope), scope),
    isNotEmpty: (_, scope) => hasRow(rows(scope), scope),
  };
}
