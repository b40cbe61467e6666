import { readInstant } from '../calendar/index.js';
import { comparableNumber, comparableText } from './comparable.js';

/** Kinds of values a condition can look at. `mixed` is a value of unknown kind, such as a property of a custom event. */
export type ValueType = 'text' | 'number' | 'money' | 'boolean' | 'instant' | 'choice' | 'reference' | 'list' | 'mixed';

/** What the form asks for beside the operator. */
export type Operand = 'none' | 'one' | 'many' | 'number' | 'days' | 'instant';

/** What a test compares with. */
export type Expected = string | number | boolean | readonly string[] | null;

interface OperatorDefinition {
  /** As listed in a form. */
  readonly label: string;
  readonly operand: Operand;
  /** As read in a sentence, after the field's label. */
  readonly phrase: (value: string) => string;
  /** Total: any value of either side gives an answer; `actual` is null where there is nothing. */
  readonly matches: (actual: unknown, expected: Expected, now: string) => boolean;
}

const define = (
  label: string,
  operand: Operand,
  matches: OperatorDefinition['matches'],
  phrase: OperatorDefinition['phrase'] = (value) => (operand === 'none' ? label : `${label} ${value}`),
): OperatorDefinition => ({ label, operand, matches, phrase });

const dayMs = 86_400_000;

/** Every operator, with its words and its meaning. Text is compared without regard to case and outer spaces. */
export const operators = {
  is: define('is', 'one', same),
  isNot: define('is not', 'one', (actual, expected) => !same(actual, expected)),
  isOneOf: define('is one of', 'many', (actual, expected) => listOf(expected).some((item) => same(actual, item))),
  isNoneOf: define('is none of', 'many', (actual, expected) => !listOf(expected).some((item) => same(actual, item))),
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
  choice: [...chosen, ...presence],
  reference: [...chosen, ...presence],
  list: ['includes', 'doesNotInclude', 'includesAnyOf', 'includesNoneOf', ...presence],
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
  const [a, r] = [readInstant(actual), readInstant(reference)];
  return a !== null && r !== null && holds(a.epochMilliseconds - r.epochMilliseconds);
}

const span = (days: Expected): number => (comparableNumber(days) ?? Number.NaN) * dayMs;

function empty(actual: unknown): boolean {
  return actual === null || actual === undefined || actual === '' || (Array.isArray(actual) && actual.length === 0);
}
