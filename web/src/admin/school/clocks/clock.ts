import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

export type Clock = Schemas['Clock'];

export const clocksKey = ['clocks'] as const;

/** The newest test clocks. */
export const useClocks = () =>
  useQuery({
    queryKey: clocksKey,
    queryFn: () => answer(api.GET('/api/admin/clocks')),
  });

/** The clock of a person; undefined for real time, and until it is loaded. */
export const useClock = (id: string | null): Clock | undefined =>
  useQuery({
    queryKey: [...clocksKey, id],
    queryFn: () => answer(api.GET('/api/admin/clocks/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
  }).data;

export const createClock = (input: Schemas['ClockInput']) => answer(api.POST('/api/admin/clocks', { body: input }));
export const advanceClock = (id: string, to: string) =>
  answer(api.POST('/api/admin/clocks/{id}/advance', { params: { path: { id } }, body: { to } }));
