import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';
import { automationsKey } from './automation';

/** Work that stopped because the current software cannot continue it. */
export type StuckWorkflow = Schemas['StuckWorkflow'];

export const useStuckWorkflows = () =>
  useQuery({
    queryKey: [...automationsKey, 'stuck'],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/stuck-workflows', { signal })),
  });

export const restartStuckWorkflow = (id: string) =>
  answer(api.POST('/api/admin/stuck-workflows/{id}/restart', { params: { path: { id } } }));
