import type { ConditionProblem } from './condition-problem.js';
import { type FieldScope, labelOf } from './fields.js';
import { type Condition, type ConditionTest, isGroup } from './model.js';
import { type Operator, operators } from './operators.js';

/** Tests that must all hold, with their paths. Groups that need only one of several tests are ignored. */
function joined(condition: Condition): { readonly test: ConditionTest; readonly path: string }[] {
  if (condition.match !== 'all' && condition.tests.length > 1) return [];
  return condition.tests.flatMap((entry, index) => {
    if (!isGroup(entry)) return [{ test: entry, path: `tests.${index}` }];
    if (entry.match !== 'all' && entry.tests.length > 1) return [];
    return entry.tests.map((test, inner) => ({ test, path: `tests.${index}.tests.${inner}` }));
  });
}

/** Pairs of tests of one field that no value passes, as far as that is cheap to prove. */
export function checkContradictions(condition: Condition, scope: FieldScope): ConditionProblem[] {
  const tests = joined(condition);
  return tests.flatMap(({ test, path }, index) => {
    const other = tests.slice(0, index).find((before) => before.test.field === test.field && excludes(before.test, test));
    if (!other) return [];
    const label = labelOf(test.field, scope);
    return [
      {
        path,
        message: `“${label}” cannot pass both of its conditions, so this is never true.`,
        fix: 'Remove one of them, or match any of the conditions.',
      },
    ];
  });
}

const excludes = (a: ConditionTest, b: ConditionTest): boolean => oneWay(a, b) || oneWay(b, a);

const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
  isTrue: 'isFalse',
  isEmpty: 'isNotEmpty',
  includes: 'doesNotInclude',
  isIn: 'isNotIn',
  is: 'isNot',
  contains: 'doesNotContain',
};

/** Operators that an empty value never passes. */
const needsValue: ReadonlySet<Operator> = new Set([
  ...(['is', 'isOneOf', 'contains', 'startsWith', 'endsWith', 'greaterThan', 'atLeast', 'lessThan', 'atMost'] as const),
  ...(['before', 'after', 'includes', 'includesAnyOf'] as const),
]);

function oneWay(a: ConditionTest, b: ConditionTest): boolean {
  const sameValue = JSON.stringify(a.value) === JSON.stringify(b.value);
  if (opposites[a.operator] === b.operator) return operators[a.operator].operand === 'none' || sameValue;
  if (a.operator === 'isEmpty') return needsValue.has(b.operator);
  // If one test allows exactly one value, that value must pass the other test.
  if (a.operator === 'is' && comparable.has(b.operator))
    return !operators[b.operator].matches(a.value, b.value, '1970-01-01T00:00:00.000Z');
  if (lower.has(a.operator) && upper.has(b.operator)) return isEmptyRange(a, b);
  return false;
}

const comparable: ReadonlySet<Operator> = new Set([
  ...(['is', 'isOneOf', 'isNoneOf', 'contains', 'startsWith', 'endsWith'] as const),
  ...(['greaterThan', 'atLeast', 'lessThan', 'atMost'] as const),
]);
const lower: ReadonlySet<Operator> = new Set(['greaterThan', 'atLeast']);
const upper: ReadonlySet<Operator> = new Set(['lessThan', 'atMost']);

function isEmptyRange(from: ConditionTest, to: ConditionTest): boolean {
  const [low, high] = [Number(from.value), Number(to.value)];
  return from.operator === 'atLeast' && to.operator === 'atMost' ? low > high : low >= high;
}
