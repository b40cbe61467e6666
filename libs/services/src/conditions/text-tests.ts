import { comparableText, type Expected } from '@perennial/domain/conditions';
import { many, numbersOf, one, textsOf } from './expected.js';
import { anyOf, equalsAny, never, not, type SqlScope, type SqlTest, type SqlTests } from './sql-test.js';

/** A text and its comparable form. For a column, a trigger maintains the form. */
interface TextColumns {
  readonly text: string;
  readonly key: string;
}

/** A text that equals one of the values. Under row-level security only plain columns and leakproof operators can use an index. */
export function equalsAnyText({ text, key }: TextColumns, values: readonly Expected[], { param }: SqlScope): string {
  const [texts, numbers] = [textsOf(values), numbersOf(values)];
  return anyOf([
    ...(texts.length > 0 ? [equalsAny(key, texts, 'text', param)] : []),
    ...(numbers.length > 0 ? [equalsAny(`comparable_number(${text})`, numbers, 'float8', param)] : []),
  ]);
}

/** Comparisons of a text column of contacts. */
export function textTests(column: string): SqlTests<'text'> {
  const columns = ({ contact }: SqlScope): TextColumns => ({ text: `${contact}.${column}`, key: `${contact}.${column}_key` });
  const isEmpty: SqlTest = (_, scope) => `coalesce(${columns(scope).text}, '') = ''`;
  return { ...comparisons(columns, (sql) => sql, not), isEmpty, isNotEmpty: (expected, scope) => not(isEmpty(expected, scope)) };
}

/**
 * Comparisons of a text with texts.
 * @param holds whether a comparison of the columns holds for the contact
 * @param opposite the negation of such an answer
 */
export function comparisons(
  columns: (scope: SqlScope) => TextColumns,
  holds: (sql: string, scope: SqlScope) => string,
  opposite: (sql: string) => string,
): Omit<SqlTests<'text'>, 'isEmpty' | 'isNotEmpty'> {
  const held = (sql: string, scope: SqlScope) => (sql === never ? never : holds(sql, scope));
  const negated =
    (test: SqlTest): SqlTest =>
    (expected, scope) =>
      opposite(test(expected, scope));
  const part =
    (compare: (key: string, part: string) => string): SqlTest =>
    (expected, scope) => {
      const text = comparableText(expected);
      return text ? held(compare(columns(scope).key, `${scope.param(text)}::text`), scope) : never;
    };
  const is: SqlTest = (expected, scope) => held(equalsAnyText(columns(scope), one(expected), scope), scope);
  const isOneOf: SqlTest = (expected, scope) => held(equalsAnyText(columns(scope), many(expected), scope), scope);
  const contains = part((key, text) => `strpos(${key}, ${text}) > 0`);
  return {
    is,
    isNot: negated(is),
    isOneOf,
    isNoneOf: negated(isOneOf),
    contains,
    doesNotContain: negated(contains),
    startsWith: part((key, text) => `${key} ^@ ${text}`),
    endsWith: part((key, text) => `right(${key}, length(${text})) = ${text}`),
  };
}
