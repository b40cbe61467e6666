import type { Schemas } from '@perennial/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { automationsKey } from '../automation';

export type AutomationResults = Schemas['AutomationResults'];
export type ResultsDay = Schemas['ResultsDay'];

/** How many days back people entered. */
export const periods = ['7', '30', '90'] as const;
export type ResultsPeriod = (typeof periods)[number];

export const useResults = (id: string, days: ResultsPeriod) =>
  useQuery({
    queryKey: [...automationsKey, id, 'results', days],
    queryFn: () => answer(api.GET('/api/admin/automations/{id}/results', { params: { path: { id }, query: { days } } })),
    placeholderData: keepPreviousData,
  });

/** “24 %”; one decimal below ten per cent, and nothing without anybody. */
export function share(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const percent = (part / whole) * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
