import { readDate } from '@perennial/domain/calendar';
import { comparableNumber, comparableText, type Expected, type Operator, startOfDay } from '@perennial/domain/conditions';
import { one, textsOf } from './expected.js';
import { listTests } from './list-tests.js';
import {
  equalsAny,
  hasNoRow,
  hasRow,
  never,
  notAny,
  type RowsOfContacts,
  type SqlScope,
  type SqlTest,
  type SqlTests,
} from './sql-test.js';
import { comparisons, equalsAnyText } from './text-tests.js';
import { booleanTests } from './value-tests.js';

/** Values of the field that the condition names, if they have the type that it names. */
const valuesOf =
  (type: 'string' | 'number' | 'boolean') =>
  ({ argument, param }: SqlScope): RowsOfContacts => ({
    owner: 's.contact_id',
    from: 'contact_field_stored s',
    where: [`s.field_id = ${param(argument)}::uuid`, `jsonb_typeof(s.value) = '${type}'`],
  });

const presence = (rows: (scope: SqlScope) => RowsOfContacts): Pick<SqlTests<'text'>, 'isEmpty' | 'isNotEmpty'> => ({
  isEmpty: (_, scope) => hasNoRow(rows(scope), scope),
  isNotEmpty: (_, scope) => hasRow(rows(scope), scope),
});

const opposite =
  (test: SqlTest): SqlTest =>
  (expected, scope) =>
    notAny(test(expected, scope));

const strings = valuesOf('string');
const text = `(s.value #>> '{}')`;
const hasString = (sql: string, scope: SqlScope): string => (sql === never ? never : hasRow(strings(scope), scope, sql));

/** A field of one line of text. */
const fieldTextTests = (): SqlTests<'text'> => ({
  ...comparisons(() => ({ text, key: `comparable_text${text}` }), hasString, notAny),
  ...presence(strings),
});

/** A field with one of several options. */
function fieldChoiceTests(): SqlTests<'choice'> {
  const { is, isNot, isOneOf, isNoneOf, isEmpty, isNotEmpty } = fieldTextTests();
  return { is, isNot, isOneOf, isNoneOf, isEmpty, isNotEmpty };
}

/** A field with any of several options. */
const fieldChoicesTests = (): SqlTests<'list'> =>
  listTests({
    rows: ({ argument, param }) => ({
      owner: 's.contact_id',
      // Postgres may expand the values before it chooses the field, so values that are no lists must not fail.
      from: `contact_field_stored s cross join jsonb_array_elements_text(case when jsonb_typeof(s.value) = 'array' then s.value else '[]' end) o`,
      where: [`s.field_id = ${param(argument)}::uuid`],
    }),
    equals: (expected, scope) => equalsAnyText({ text: 'o.value', key: 'comparable_text(o.value)' }, expected, scope),
  });

/** A field that is answered with yes or no. */
const fieldBooleanTests = (): SqlTests<'boolean'> =>
  booleanTests((scope) => hasRow(valuesOf('boolean')(scope), scope, `s.value = 'true'::jsonb`));

/** The number that equals the expected value, also where it is a text of more than forty characters. */
function numberOf(expected: Expected): number | null {
  const written = comparableText(expected);
  return comparableNumber(expected) ?? (written !== null && String(Number(written)) === written ? Number(written) : null);
}

/** A field with a number. */
function fieldNumberTests(): SqlTests<'number'> {
  const numbers = valuesOf('number');
  const number = `(case when jsonb_typeof(s.value) = 'number' then s.value::float8 end)`;
  const compared =
    (operator: '=' | '>' | '>=' | '<' | '<=', read: (expected: Expected) => number | null): SqlTest =>
    (expected, scope) => {
      const value = Array.isArray(expected) ? null : read(expected);
      return value === null ? never : hasRow(numbers(scope), scope, `${number} ${operator} ${scope.param(value)}::float8`);
    };
  const is = compared('=', numberOf);
  return {
    is,
    isNot: opposite(is),
    greaterThan: compared('>', comparableNumber),
    atLeast: compared('>=', comparableNumber),
    lessThan: compared('<', comparableNumber),
    atMost: compared('<=', comparableNumber),
    ...presence(numbers),
  };
}

/** A day as it is written, or a text before or after all days. */
function dayOf(ms: number): string {
  const written = new Date(ms).toISOString();
  return written.startsWith('-') ? '' : written.startsWith('+') ? ':' : written.slice(0, 10);
}

/** More days than this are more than all that fields and clocks can be apart, as far as Postgres writes years with four digits. */
const mostDays = 700_000;

/** A field with a date. Dates are written so that the order of the texts is the order of the days, and compared as texts. */
function fieldDateTests(): SqlTests<'date'> {
  const date = `${text} collate "C"`;
  // The condition may name a field of another type, whose values are not days.
  const isDate = `${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'`;
  const bound =
    (operator: '<' | '>'): SqlTest =>
    (expected, scope) => {
      const day = startOfDay(expected);
      return day === null ? never : hasString(`${isDate} and ${date} ${operator} ${scope.param(dayOf(day))}::text`, scope);
    };
  const days =
    (sign: 1 | -1, compare: (limit: string, today: () => string) => string): SqlTest =>
    (expected, scope) => {
      const count = comparableNumber(expected);
      if (count === null) return never;
      const offset = sign * Math.floor(count);
      const now = () => `(coalesce(k.now, ${scope.wall()}::timestamptz) at time zone 'UTC')::date`;
      const written = (day: string) => `to_char(${day}, 'YYYY-MM-DD')`;
      const limit = Math.abs(offset) > mostDays ? (offset < 0 ? `''` : `':'`) : written(`${now()} + ${scope.param(offset)}::int`);
      const { from, ...rows } = strings(scope);
      // Only people on a test clock are joined, and they are few.
      const clocked = `${from} left join (contact p join clock k on k.id = p.clock_id) on p.id = s.contact_id`;
      return hasRow({ ...rows, from: clocked }, scope, `${isDate} and ${compare(limit, () => written(now()))}`);
    };
  const is: SqlTest = (expected, scope) =>
    hasString(equalsAny(text, textsOf(one(expected)).filter(isDay), 'text', scope.param), scope);
  return {
    is,
    isNot: opposite(is),
    before: bound('<'),
    after: bound('>'),
    withinLastDays: days(-1, (limit, today) => `${date} <= ${today()} and ${date} >= ${limit}`),
    moreThanDaysAgo: days(-1, (limit) => `${date} < ${limit}`),
    withinNextDays: days(1, (limit, today) => `${date} >= ${today()} and ${date} <= ${limit}`),
    moreThanDaysAhead: days(1, (limit) => `${date} > ${limit}`),
    ...presence(strings),
  };
}

const isDay = (written: string): boolean => readDate(written) !== null;

/** Every type of contact field as SQL. */
export const contactFieldTests = {
  'field.*.text': fieldTextTests(),
  'field.*.number': fieldNumberTests(),
  'field.*.date': fieldDateTests(),
  'field.*.choice': fieldChoiceTests(),
  'field.*.choices': fieldChoicesTests(),
  'field.*.boolean': fieldBooleanTests(),
} satisfies Readonly<Record<string, Partial<Record<Operator, SqlTest>>>>;
