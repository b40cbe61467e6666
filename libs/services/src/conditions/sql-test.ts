import type { Expected, Operator, OperatorOf, ValueType } from '@perennial/domain/conditions';

/** Where a comparison is compiled: whom it is about, and what its statement is given. */
export interface SqlScope {
  /** Alias of the table `contact` in the statement. */
  readonly contact: string;
  /** The id that a field's name contains: a course. */
  readonly argument: string;
  /** Passes a value to the statement. @returns its placeholder */
  readonly param: (value: unknown) => string;
  /** Placeholder of the wall clock's now. */
  readonly wall: () => string;
}

/** One comparison as SQL: never null where it negates, so that a group of comparisons needs no care. */
export type SqlTest = (expected: Expected, scope: SqlScope) => string;

/** The operators of a kind of value, each as SQL. An operator without SQL does not compile. */
export type SqlTests<T extends ValueType> = Readonly<Record<OperatorOf<T>, SqlTest>>;

/** Any of {@link SqlTests}. */
export type AnySqlTests = Readonly<Partial<Record<Operator, SqlTest>>>;

export const never = 'false';
export const always = 'true';

/** The opposite of a comparison, also where it compares nothing. */
export const not = (sql: string): string => (sql === never ? always : sql === always ? never : `(${sql}) is not true`);

/** The opposite of a comparison of one kind. */
export const negated =
  (test: SqlTest): SqlTest =>
  (expected, scope) =>
    not(test(expected, scope));

/** A column that equals one of the values. One value is not written as a list, so that the rows of an index come in its order. */
export const equalsAny = (
  column: string,
  values: readonly unknown[],
  type: 'text' | 'uuid' | 'float8',
  param: SqlScope['param'],
) =>
  values.length === 0
    ? never
    : values.length === 1
      ? `${column} = ${param(values[0])}::${type}`
      : `${column} = any(${param(values)}::${type}[])`;

/** Alternatives, none of which may be there. */
export const anyOf = (alternatives: readonly string[]): string =>
  alternatives.length > 1 ? `(${alternatives.join(' or ')})` : (alternatives[0] ?? never);
