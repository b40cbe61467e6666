import { type FieldInfo, type FieldScope, labelOf, type Names, optionLabel, resolveField } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Expected, operators } from './operators.js';

/** A condition as a sentence part: "Plan is “Pottery” and (Amount is more than 29.00 or Tags include “vip”)". */
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

const joiner = (match: 'all' | 'any'): string => (match === 'all' ? ' and ' : ' or ');

function describeTest(test: ConditionTest, scope: FieldScope, names?: Names): string {
  const info = resolveField(test.field, scope, names);
  const operator = operators[test.operator];
  return `${labelOf(test.field, scope, names)} ${operator.phrase(describeValue(test.value, info, names))}`;
}

function describeValue(value: Expected, info: FieldInfo | undefined, names?: Names): string {
  if (Array.isArray(value)) return value.map((item) => describeValue(item, info, names)).join(', ') || 'nothing';
  if (value === null || value === '') return '…';
  if (typeof value === 'number') return info?.type === 'money' ? money(value) : String(value);
  const text = String(value);
  if (info?.reference && info.reference !== 'tag') return `“${names?.(info.reference, text) ?? `an unknown ${info.reference}`}”`;
  if (info?.type === 'instant') return text.slice(0, 16).replace('T', ' ');
  return info && (info.type === 'choice' || info.options?.includes(text)) ? optionLabel(info, text) : `“${text}”`;
}

/** Minor units as a plain figure; the currency is a field of its own. */
const money = (minor: number): string => (minor / 100).toFixed(2);
