import type { Schemas } from '@perennial/api-client';
import { operators } from '@perennial/domain/conditions';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { type Comparison, inWords } from './evidence';

export type NonEntry = Schemas['NonEntry'];

/** Events that an automation waited for and did not let in, newest first. */
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

/** A comparison that failed: "Expected: Amount is at least 20. Seen: 12." */
export function missInWords({ label, operator, expected, actual }: Comparison, timeZone: string): string {
  const words = Object.entries(operators).find(([name]) => name === operator)?.[1].label ?? operator;
  const wanted = expected === undefined || expected === null || expected === '' ? '' : ` ${inWords(expected, timeZone)}`;
  return `Expected: ${label} ${words}${wanted}. Seen: ${inWords(actual, timeZone)}.`;
}
