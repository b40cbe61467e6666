import { formatDay, formatLocal, readDate, readInstant, toIso } from '../calendar/index.js';
import { type EventType, eventCatalogue } from '../events/catalogue.js';
import type { EventDefinition } from '../events/definition.js';
import { isPercent } from '../events/percent.js';
import { isUuid } from './check.js';
import { type FieldInfo, type FieldScope, type Names, optionLabel, resolveField, scopeOfEvent } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Expected, listOf, operators } from './operators.js';
import { eitherOf, sentenceOf, subjectOf } from './sentences.js';

/** A condition as part of a sentence: "the plan is “Pottery” and (the amount is more than 29.00 or they have the tag “vip”)". */
export function describe(condition: Condition, scope: FieldScope, names?: Names): string {
  if (condition.tests.length === 0) return 'always';
  return condition.tests
    .map((entry) => {
      if (!isGroup(entry)) return describeTest(entry, scope, names);
      const inner = entry.tests.map((test) => describeTest(test, scope, names)).join(joiner(entry.match)) || 'always';
      return entry.tests.length > 1 ? `(${inner})` : inner;
    })
    .join(joiner(condition.match));
}

/** An event with the condition that filters it: "a trial ends in 3 days, if a card is on file". */
export function describeEvent(type: EventType, condition: Condition, names?: Names): string {
  const { label, clause = `“${label}” happens`, clauseOf: of }: EventDefinition = eventCatalogue[type];
  const scope = scopeOfEvent(type);
  const named = of && isJoined(condition) ? condition.tests.find((entry) => isNaming(entry, `event.${of.field}`)) : undefined;
  const rest = { ...condition, tests: condition.tests.filter((entry) => entry !== named) };
  const when =
    of && named && !isGroup(named) ? of.clause(describeValue(named.value, resolveField(named.field, scope), names)) : clause;
  return rest.tests.length === 0 ? when : `${when}, if ${describe(rest, scope, names)}`;
}

const isJoined = ({ match, tests }: Condition): boolean => match === 'all' || tests.length === 1;

const isNaming = (entry: Condition['tests'][number], field: string): boolean =>
  !isGroup(entry) && entry.field === field && entry.operator === 'is' && entry.value !== null && entry.value !== '';

const joiner = (match: 'all' | 'any'): string => (match === 'all' ? ' and ' : ' or ');

function describeTest(test: ConditionTest, scope: FieldScope, names?: Names): string {
  const info = resolveField(test.field, scope, names);
  const values = eitherOf(listOf(test.value).map((value) => describeValue(value, info, names)));
  const sentence = info && sentenceOf(test.field, info, test.operator, values);
  return sentence ?? `${subjectOf(test.field, info)} ${phrase(test, values, info)}`;
}

function phrase({ operator, value }: ConditionTest, values: string, info: FieldInfo | undefined): string {
  const text = operators[operator].phrase(values);
  if (operators[operator].operand === 'days' && Number(value) === 1)
    return text.replace('1 days', '1 day').replace(/(last|next) 1 day/, '$1 day');
  return info?.type === 'list' ? text.replace(/^is /, 'are ') : text;
}

function describeValue(value: Expected, info: FieldInfo | undefined, names?: Names): string {
  if (value === null || value === '') return '…';
  if (typeof value === 'number')
    return info?.type === 'money' ? money(value) : `${value}${info && isPercent(info.label) ? '%' : ''}`;
  const text = String(value);
  if (info?.reference && (info.reference !== 'tag' || isUuid(text)))
    return quoted(names?.(info.reference, text)) ?? `an unknown ${info.reference}`;
  if (info?.type === 'instant') return instant(text);
  if (info?.type === 'date') return readDate(text) === null ? `“${text}”` : formatDay(text);
  return `“${info?.options?.includes(text) ? optionLabel(info, text) : text}”`;
}

const quoted = (name: string | undefined): string | undefined => name && `“${name}”`;

const instant = (text: string): string => {
  const at = readInstant(text);
  return at ? formatLocal(toIso(at), 'UTC') : `“${text}”`;
};

/** Minor units as a decimal number. The currency is a separate field. */
const money = (minor: number): string => (minor / 100).toFixed(2);
