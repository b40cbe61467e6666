import { comparableNumber, comparableText, type Expected, operators } from '@perennial/domain/conditions';
import {
  always,
  hasNoRow,
  hasRow,
  negated,
  never,
  type RowsOfContacts,
  type SqlScope,
  type SqlTest,
  type SqlTests,
} from './sql-test.js';

/** Numbers that a column of type `integer` can be compared with; it holds none beyond. */
const clamp = (value: number): number => Math.max(-2_147_483_648, Math.min(2_147_483_647, value));

/** Enrolments in the course that the field names. */
export const enrolment = ({ argument, param }: SqlScope): RowsOfContacts => ({
  owner: 'n.contact_id',
  from: 'enrolment n',
  where: [`n.course_id = ${param(argument)}::uuid`],
});

/** The whole number that equals the expected value, also where it is a text of more than forty characters. */
function wholeNumber(expected: Expected): number | null {
  const number =
    comparableNumber(expected) ?? (/^\d+$/.test(comparableText(expected) ?? '') ? Number(comparableText(expected)) : null);
  return number !== null && Number.isInteger(number) && clamp(number) === number ? number : null;
}

type Compare = (column: string, param: SqlScope['param'], expected: Expected) => string;

const bounded =
  (operator: '<=' | '>=', bound: (expected: number) => number): Compare =>
  (column, param, expected) => {
    const number = comparableNumber(expected);
    if (number === null) return never;
    const limit = bound(number);
    // A bound beyond every integer is passed or failed by all.
    if (limit !== clamp(limit)) return limit > 0 === (operator === '<=') ? always : never;
    return `${column} ${operator} ${param(limit)}::int`;
  };

const equal: Compare = (column, param, expected) => {
  const number = Array.isArray(expected) ? null : wholeNumber(expected);
  return number === null ? never : `${column} = ${param(number)}::int`;
};

/** Comparisons of the progress in a course. Someone without an enrolment has a progress of zero. */
export function progressTests(): SqlTests<'number'> {
  const compared =
    (compare: Compare, ofZero: (expected: Expected) => boolean): SqlTest =>
    (expected, scope) => {
      const sql = compare('n.progress_percent', scope.param, expected);
      if (sql === never || sql === always) return sql;
      return ofZero(expected) ? hasNoRow(enrolment(scope), scope, `not ${sql}`) : hasRow(enrolment(scope), scope, sql);
    };
  const of = (operator: keyof SqlTests<'number'>, compare: Compare): SqlTest =>
    compared(compare, (expected) => operators[operator].matches(0, expected, ''));
  const is = of('is', equal);
  return {
    is,
    isNot: negated(is),
    greaterThan: of(
      'greaterThan',
      bounded('>=', (number) => Math.floor(number) + 1),
    ),
    atLeast: of('atLeast', bounded('>=', Math.ceil)),
    lessThan: of(
      'lessThan',
      bounded('<=', (number) => Math.ceil(number) - 1),
    ),
    atMost: of('atMost', bounded('<=', Math.floor)),
    isEmpty: () => never,
    isNotEmpty: () => always,
  };
}
