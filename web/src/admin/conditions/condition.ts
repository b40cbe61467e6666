import {
  type Condition,
  type ConditionTest,
  conditionSchema,
  type Expected,
  type FieldInfo,
  type FieldScope,
  fieldsFor,
  isGroup,
  operators,
} from '@perennial/domain/conditions';

/** A condition while it is being edited: whatever cannot be read counts as "always". */
export const readCondition = (value: unknown): Condition => conditionSchema.safeParse(value).data ?? { match: 'all', tests: [] };

/** Tests that the form shows one by one; groups inside are kept as they are. */
export const plainTests = (condition: Condition): ConditionTest[] =>
  condition.tests.filter((entry): entry is ConditionTest => !isGroup(entry));

/** What a stored field's name stands for in the list, with what completes it. */
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

/** A stored name from a listed field and what completes it; `_` holds the place until it is chosen. */
export const storedField = (info: FieldInfo, argument: string): string => info.field.replace('*', argument || '_');

/** A test with a sensible operator and no value yet. */
export const newTest = (info: FieldInfo): ConditionTest => ({
  field: storedField(info, ''),
  operator: info.operators[0] ?? 'is',
  value: null,
});

/** Keeps a value only where the new operator asks for the same kind of thing. */
export function withOperator(test: ConditionTest, operator: ConditionTest['operator']): ConditionTest {
  const keeps = operators[operator].operand === operators[test.operator].operand;
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
