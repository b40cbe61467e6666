import { idsOf, many, one } from './expected.js';
import { equalsAny, negated, type SqlScope, type SqlTest, type SqlTests } from './sql-test.js';

/** Comparisons of a column of contacts that holds the id of a record. */
export function referenceTests(column: string): SqlTests<'reference'> {
  const at = ({ contact }: SqlScope) => `${contact}.${column}`;
  const equals = (values: string[], scope: SqlScope) => equalsAny(at(scope), values, 'uuid', scope.param);
  const is: SqlTest = (expected, scope) => equals(idsOf(one(expected)), scope);
  const isOneOf: SqlTest = (expected, scope) => equals(idsOf(many(expected)), scope);
  return {
    is,
    isNot: negated(is),
    isOneOf,
    isNoneOf: negated(isOneOf),
    isEmpty: (_, scope) => `${at(scope)} is null`,
    isNotEmpty: (_, scope) => `${at(scope)} is not null`,
  };
}

/** A boolean field that is computed by a statement. */
export const booleanTests = (holds: (scope: SqlScope) => string): SqlTests<'boolean'> => ({
  isTrue: (_, scope) => holds(scope),
  isFalse: (_, scope) => `not ${holds(scope)}`,
});
