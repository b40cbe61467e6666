import { always, Condition, checkContactCondition, isGroup } from '@perennial/domain/conditions';

/** The filter in an address. An invalid filter is ignored. */
export function readFilter(text: string | null): Condition {
  if (!text) return always;
  const condition = Condition.safeParse(parsed(text)).data;
  return condition && isComplete(condition) ? condition : always;
}

/** Whether every comparison is filled in, so that the list can be filtered by it. */
export const isComplete = (condition: Condition): boolean => checkContactCondition(condition).length === 0;

/** The test clock that a filter selects; null if it selects none. */
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
