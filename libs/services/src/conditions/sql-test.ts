import type { Expected, Operator, OperatorOf, ValueType } from '@perennial/domain/conditions';

/** The context in which a comparison is compiled. */
export interface SqlScope {
  /** Alias of the table `contact` in the statement. */
  readonly contact: string;
  /** The ID that a field's name contains, of a course or of a contact field. */
  readonly argument: string;
  /** Passes a value to the statement. @returns its placeholder */
  readonly param: (value: unknown) => string;
  /** Placeholder of the wall clock's now. */
  readonly wall: () => string;
  /** The condition of a segment as SQL; `false` for one that does not exist. */
  readonly segment: (id: string) => string;
  /** The comparison is one of several of which one suffices. */
  readonly alternative: boolean;
}

/** Rows of a table of which a contact has any number. */
export interface RowsOfContacts {
  /** Column that holds the contact's id; never null. */
  readonly owner: string;
  readonly from: string;
  /** Conditions of the rows, all of which must hold. */
  readonly where: readonly string[];
}

/**
 * Whether the contact has such a row. Postgres plans `exists` as a join. It cannot do so below an `or`: there it would ask for each
 * contact anew, or estimate that it must, and choose the order of the contacts by that estimate. A list of ids is read once.
 */
export function hasRow({ owner, from, where }: RowsOfContacts, { contact, alternative }: SqlScope, match?: string): string {
  const conditions = (...more: (string | undefined)[]) => [...where, ...more].filter((part) => part !== undefined).join(' and ');
  const list = conditions(match);
  return alternative
    ? `${contact}.id in (select ${owner} from ${from}${list && ` where ${list}`})`
    : `exists (select from ${from} where ${conditions(`${owner} = ${contact}.id`, match)})`;
}

/** The opposite of {@link hasRow}: an anti join, which `(exists …) is not true` would not be. */
export const hasNoRow = (rows: RowsOfContacts, scope: SqlScope, match?: string): string => `not ${hasRow(rows, scope, match)}`;

/** One comparison as SQL. A negation is never null, so comparisons can be combined without handling null. */
export type SqlTest = (expected: Expected, scope: SqlScope) => string;

/** The operators of a kind of value, each as SQL. An operator without SQL does not compile. */
export type SqlTests<T extends ValueType> = Readonly<Record<OperatorOf<T>, SqlTest>>;

/** Any of {@link SqlTests}. */
export type AnySqlTests = Readonly<Partial<Record<Operator, SqlTest>>>;

export const never = 'false';
export const always = 'true';

/** The negation of a comparison that is never null, such as whether there is a row. */
export const notAny = (sql: string): string => (sql === never ? always : sql === always ? never : `not ${sql}`);

/** The negation of a comparison, which is true for missing values. */
export const not = (sql: string): string => (sql === never ? always : sql === always ? never : `(${sql}) is not true`);

/** The opposite of a comparison of one kind. */
export const negated =
  (test: SqlTest): SqlTest =>
  (expected, scope) =>
    not(test(expected, scope));

/** A column that equals one of the values. A single value is not written as a list, so that an index returns rows in order. */
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
