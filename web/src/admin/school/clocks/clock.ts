import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

export type Clock = Schemas['Clock'];

export const clocksKey = ['clocks'] as const;

/** Test clocks, newest first. */
export const useClocks = () =>
  useQuery({
    queryKey: clocksKey,
    queryFn: () => answer(api.GET('/api/admin/clocks')),
  });

/** The clock of a person; undefined for real time, and until it is loaded. */
export function useClock(id: string | null): Clock | undefined {
  const clocks = useClocks();
  return clocks.data?.items.find((clock) => clock.id === id);
}

export const createClock = (input: Schemas['ClockInput']) => answer(api.POST('/api/admin/clocks', { body: input }));
export const advanceClock = (id: string, to: string) =>
  answer(api.POST('/api/admin/clocks/{id}/advance', { params: { path: { id } }, body: { to } }));
