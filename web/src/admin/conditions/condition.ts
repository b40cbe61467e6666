import {
  Condition,
  type ConditionGroup,
  type ConditionTest,
  type Expected,
  type FieldInfo,
  type FieldScope,
  fieldsFor,
  operators,
} from '@perennial/domain/conditions';

/** A condition while it is being edited: whatever cannot be read counts as "always". */
export const readCondition = (value: unknown): Condition => Condition.safeParse(value).data ?? { match: 'all', tests: [] };

/** The listed field and the argument of a stored field name. */
export function matchField(field: string, fields: readonly FieldInfo[]): { info: FieldInfo; argument: string } | undefined {
  const exact = fields.find((info) => info.field === field);
  if (exact) return { info: exact, argument: '' };
  for (const info of fields) {
    const [before = '', after = ''] = info.field.split('*');
    if (info.field.includes('*') && field.startsWith(before) && field.endsWith(after)) {
      return { info, argument: field.slice(before.length, field.length - after.length) };
    }
  }
  return undefined;
}

/** The stored name of a listed field with its argument; `_` is the placeholder until the argument is chosen. */
export const storedField = (info: FieldInfo, argument: string): string => info.field.replace('*', argument || '_');

/** A test with a sensible operator and no value yet. */
export const newTest = (info: FieldInfo): ConditionTest => ({
  field: storedField(info, ''),
  operator: info.operators[0] ?? 'is',
  value: null,
});

/** A group with one test, joined in the other way than what is around it. */
export const newGroup = (around: Condition['match'], info: FieldInfo): ConditionGroup => ({
  match: around === 'all' ? 'any' : 'all',
  tests: [newTest(info)],
});

/** Comparisons of a contact field with a day, which they all take. */
const dated: ReadonlySet<string> = new Set(['is', 'isNot', 'before', 'after']);

/** Keeps a value only if the new operator has the same kind of operand. */
export function withOperator(test: ConditionTest, operator: ConditionTest['operator']): ConditionTest {
  const keeps =
    operators[operator].operand === operators[test.operator].operand || (dated.has(operator) && dated.has(test.operator));
  const empty: Expected = operators[operator].operand === 'many' ? [] : null;
  return { ...test, operator, value: keeps ? test.value : empty };
}

/** Fields by group, as a select lists them. */
export function fieldOptions(scope: FieldScope): { group: string; items: { value: string; label: string }[] }[] {
  const fields = fieldsFor(scope).filter(({ unlisted }) => !unlisted);
  return [...new Set(fields.map((info) => info.group))].map((group) => ({
    group,
    items: fields.filter((info) => info.group === group).map(({ field, label }) => ({ value: field, label })),
  }));
}
