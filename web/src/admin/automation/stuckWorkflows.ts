import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';
import { automationsKey } from './automation';

/** Work that stopped because the software does not fit it any more. */
export type StuckWorkflow = Schemas['StuckWorkflow'];

export const useStuckWorkflows = () =>
  useQuery({
    queryKey: [...automationsKey, 'stuck'],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/stuck-workflows', { signal })),
    // The worker looks for them once a minute, of all schools together, and announces none.
    refetchInterval: 30_000,
  });

export const restartStuckWorkflow = (id: string) =>
  answer(api.POST('/api/admin/stuck-workflows/{id}/restart', { params: { path: { id } } }));
