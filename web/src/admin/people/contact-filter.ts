import { always, type Condition, checkContactCondition, conditionSchema, isGroup } from '@perennial/domain/conditions';

/** The filter that an address holds. What cannot be read, or selects no contacts, filters nothing. */
export function readFilter(text: string | null): Condition {
  if (!text) return always;
  const condition = conditionSchema.safeParse(parsed(text)).data;
  return condition && isComplete(condition) ? condition : always;
}

/** Whether every comparison is filled in, so that the list can be filtered by it. */
export const isComplete = (condition: Condition): boolean => checkContactCondition(condition).length === 0;

/** The test clock that everybody who passes a filter is on; null where there is no such clock. */
export function clockOf(condition: Condition): string | null {
  if (condition.match !== 'all' && condition.tests.length > 1) return null;
  for (const test of condition.tests)
    if (!isGroup(test) && test.field === 'contact.clockId' && test.operator === 'is' && typeof test.value === 'string')
      return test.value;
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
