import { readDate, readInstant } from '../calendar/index.js';
import { comparableNumber, comparableText } from './comparable.js';

/** Kinds of values that a condition can read. `mixed` is a value of unknown kind, such as a property of a custom event. */
export type ValueType =
  | 'text'
  | 'number'
  | 'money'
  | 'boolean'
  | 'instant'
  | 'date'
  | 'choice'
  | 'reference'
  | 'list'
  | 'segments'
  | 'mixed';

/** The input for the operand in a form. */
export type Operand = 'none' | 'one' | 'many' | 'number' | 'days' | 'instant';

/** What a test compares with. */
export type Expected = string | number | boolean | readonly string[] | null;

interface OperatorDefinition {
  /** In a form. */
  readonly label: string;
  readonly operand: Operand;
  /** In a sentence, after the subject. */
  readonly phrase: (value: string) => string;
  /** Total: it returns a result for any values; `actual` is null if there is no value. */
  readonly matches: (actual: unknown, expected: Expected, now: string) => boolean;
}

const define = (
  label: string,
  operand: Operand,
  matches: OperatorDefinition['matches'],
  phrase: OperatorDefinition['phrase'] = (value) => (operand === 'none' ? label : `${label} ${value}`),
): OperatorDefinition => ({ label, operand, matches, phrase });

const dayMs = 86_400_000;

/** Every operator, with its label and what it tests. Text is compared without regard to case and outer spaces. */
export const operators = {
  is: define('is', 'one', same),
  isNot: define('is not', 'one', (actual, expected) => !same(actual, expected)),
  isOneOf: define(
    'is one of',
    'many',
    (actual, expected) => listOf(expected).some((item) => same(actual, item)),
    (values) => `is ${values}`,
  ),
  isNoneOf: define(
    'is none of',
    'many',
    (actual, expected) => !listOf(expected).some((item) => same(actual, item)),
    (values) => `is not ${values}`,
  ),
  contains: define('contains', 'one', contains),
  doesNotContain: define('does not contain', 'one', (actual, expected) => !contains(actual, expected)),
  startsWith: define('starts with', 'one', (actual, expected) => part(actual, expected, (a, e) => a.startsWith(e))),
  endsWith: define('ends with', 'one', (actual, expected) => part(actual, expected, (a, e) => a.endsWith(e))),
  greaterThan: define('is more than', 'number', (actual, expected) => order(actual, expected, (d) => d > 0)),
  atLeast: define('is at least', 'number', (actual, expected) => order(actual, expected, (d) => d >= 0)),
  lessThan: define('is less than', 'number', (actual, expected) => order(actual, expected, (d) => d < 0)),
  atMost: define('is at most', 'number', (actual, expected) => order(actual, expected, (d) => d <= 0)),
  isTrue: define('is yes', 'none', (actual) => actual === true),
  isFalse: define('is no', 'none', (actual) => actual !== true),
  before: define('is before', 'instant', (actual, expected) => apart(actual, expected, (ms) => ms < 0)),
  after: define('is after', 'instant', (actual, expected) => apart(actual, expected, (ms) => ms > 0)),
  withinLastDays: define(
    'is in the last … days',
    'days',
    (actual, days, now) => apart(actual, now, (ms) => ms <= 0 && ms >= -span(days)),
    (value) => `is in the last ${value} days`,
  ),
  moreThanDaysAgo: define(
    'is more than … days ago',
    'days',
    (actual, days, now) => apart(actual, now, (ms) => ms < -span(days)),
    (value) => `is more than ${value} days ago`,
  ),
  withinNextDays: define(
    'is in the next … days',
    'days',
    (actual, days, now) => apart(actual, now, (ms) => ms >= 0 && ms <= span(days)),
    (value) => `is in the next ${value} days`,
  ),
  moreThanDaysAhead: define(
    'is more than … days away',
    'days',
    (actual, days, now) => apart(actual, now, (ms) => ms > span(days)),
    (value) => `is more than ${value} days away`,
  ),
  includes: define('include', 'one', includes),
  doesNotInclude: define('do not include', 'one', (actual, expected) => !includes(actual, expected)),
  includesAnyOf: define('include any of', 'many', (actual, expected) => listOf(expected).some((item) => includes(actual, item))),
  includesNoneOf: define(
    'include none of',
    'many',
    (actual, expected) => !listOf(expected).some((item) => includes(actual, item)),
  ),
  isIn: define('is in', 'many', (actual, expected) => listOf(expected).some((item) => includes(actual, item))),
  isNotIn: define('is not in', 'many', (actual, expected) => !listOf(expected).some((item) => includes(actual, item))),
  isEmpty: define('is empty', 'none', (actual) => empty(actual)),
  isNotEmpty: define('is not empty', 'none', (actual) => !empty(actual)),
} as const satisfies Record<string, OperatorDefinition>;

/** Name of an operator, as stored. */
export type Operator = keyof typeof operators;

/** All operator names. */
export const operatorNames = Object.keys(operators) as [Operator, ...Operator[]];

const textual = ['is', 'isNot', 'isOneOf', 'isNoneOf', 'contains', 'doesNotContain', 'startsWith', 'endsWith'] as const;
const numeric = ['is', 'isNot', 'greaterThan', 'atLeast', 'lessThan', 'atMost'] as const;
const chosen = ['is', 'isNot', 'isOneOf', 'isNoneOf'] as const;
const presence = ['isEmpty', 'isNotEmpty'] as const;

/** The operators that make sense for each kind of value, in the order a form lists them. */
export const operatorsFor = {
  text: [...textual, ...presence],
  number: [...numeric, ...presence],
  money: [...numeric, ...presence],
  boolean: ['isTrue', 'isFalse'],
  instant: ['before', 'after', 'withinLastDays', 'moreThanDaysAgo', 'withinNextDays', 'moreThanDaysAhead', ...presence],
  date: [
    ...(['is', 'isNot', 'before', 'after', 'withinLastDays', 'moreThanDaysAgo', 'withinNextDays', 'moreThanDaysAhead'] as const),
    ...presence,
  ],
  choice: [...chosen, ...presence],
  reference: [...chosen, ...presence],
  list: ['includes', 'doesNotInclude', 'includesAnyOf', 'includesNoneOf', ...presence],
  segments: ['isIn', 'isNotIn'],
  mixed: [...textual, 'greaterThan', 'atLeast', 'lessThan', 'atMost', ...presence],
} as const satisfies Record<ValueType, readonly Operator[]>;

/** The operators of one kind of value. */
export type OperatorOf<T extends ValueType> = (typeof operatorsFor)[T][number];

/** The values that a comparison with many lists; a single one counts as a list of itself. */
export const listOf = (value: Expected): readonly Expected[] => (Array.isArray(value) ? value : [value as Expected]);

function same(actual: unknown, expected: Expected): boolean {
  const [a, e] = [comparableText(actual), comparableText(expected)];
  if (a === null || e === null) return false;
  if (a === e) return true;
  // "10" and 10.0 are one number; two texts are compared as texts, so "007" is not "7".
  if (typeof actual === 'string' && typeof expected === 'string') return false;
  const [x, y] = [comparableNumber(actual), comparableNumber(expected)];
  return x !== null && x === y;
}

function part(actual: unknown, expected: Expected, holds: (actual: string, expected: string) => boolean): boolean {
  const [a, e] = [comparableText(actual), comparableText(expected)];
  return a !== null && e !== null && e !== '' && holds(a, e);
}

function contains(actual: unknown, expected: Expected): boolean {
  return part(actual, expected, (a, e) => a.includes(e));
}

function includes(actual: unknown, expected: Expected): boolean {
  return Array.isArray(actual) && actual.some((item) => same(item, expected));
}

function order(actual: unknown, expected: unknown, holds: (difference: number) => boolean): boolean {
  const [a, e] = [comparableNumber(actual), comparableNumber(expected)];
  return a !== null && e !== null && holds(a - e);
}

function apart(actual: unknown, reference: unknown, holds: (milliseconds: number) => boolean): boolean {
  const date = readDate(actual);
  if (date !== null) {
    const day = startOfDay(reference);
    return day !== null && holds(Date.parse(date) - day);
  }
  const [a, r] = [readInstant(actual), readInstant(reference)];
  return a !== null && r !== null && holds(a.epochMilliseconds - r.epochMilliseconds);
}

/** The first millisecond of a date, or of the date that an instant has in UTC. Dates are compared as whole days. */
export function startOfDay(value: unknown): number | null {
  const date = readDate(value);
  if (date !== null) return Date.parse(date);
  const at = readInstant(value)?.epochMilliseconds;
  return at === undefined ? null : Math.floor(at / dayMs) * dayMs;
}

const span = (days: Expected): number => (comparableNumber(days) ?? Number.NaN) * dayMs;

function empty(actual: unknown): boolean {
  return actual === null || actual === undefined || actual === '' || (Array.isArray(actual) && actual.length === 0);
}
