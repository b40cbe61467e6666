import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { automationsKey } from '../automation';

/** The published automations, and what affects what. */
export const useAutomationMap = () =>
  useQuery({
    queryKey: [...automationsKey, 'map'],
    queryFn: ({ signal }) => answer(api.GET('/api/admin/automation-map', { signal })),
  });
