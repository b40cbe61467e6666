import type { Schemas } from '@perennial/api-client';
import { ConditionTest, describeCondition, type Names, scopeOfEvent } from '@perennial/domain/conditions';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { type Comparison, inWords } from './evidence';

export type NonEntry = Schemas['NonEntry'];

/** Events that matched a trigger of the automation and did not enter, newest first. */
export const useWhyNot = (automationId: string, contactId: string | null) =>
  useQuery({
    queryKey: ['automations', automationId, 'why-not', contactId],
    queryFn: () =>
      answer(
        api.GET('/api/admin/automations/{id}/why-not', {
          params: { path: { id: automationId }, query: contactId ? { contactId } : {} },
        }),
      ),
  });

const reasons: Readonly<Record<string, string>> = {
  filters: 'The trigger’s conditions were not met.',
  no_key: 'The value that limits entry was empty.',
  too_often: 'The person entered too often within a minute, so entry was blocked to prevent a loop.',
  already_in: 'The person is already in the automation or was before, and cannot enter again.',
};

export const reasonInWords = (reason: string): string => reasons[reason] ?? reason;

/** A comparison that failed, with the value that was seen: "Required: the amount is at least 20.00. Seen: 12.00." */
export function missInWords(
  { field, label, operator, expected, actual }: Comparison,
  eventType: string,
  timeZone: string,
  names?: Names,
): string {
  const sentence = (operator: string, value: unknown) => {
    const test = ConditionTest.safeParse({ field, operator, value });
    return test.success ? describeCondition({ match: 'all', tests: [test.data] }, scopeOfEvent(eventType), names) : label;
  };
  const seen =
    typeof actual === 'boolean' ? sentence(actual ? 'isTrue' : 'isFalse', null) : inWords(actual, timeZone, field, names);
  return `Required: ${sentence(operator, expected ?? null)}. Seen: ${seen}.`;
}
