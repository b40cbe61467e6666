import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answer, api } from '../../ui/api/client';

/** Who is signed in, and to which school. */
export type Me = Schemas['Me'];

export const meKey = ['me'] as const;

export const useMeQuery = () => useQuery({ queryKey: meKey, queryFn: () => answer(api.GET('/api/admin/me')), staleTime: 60_000 });

export const MeContext = createContext<Me | null>(null);

/** The signed-in staff member; only inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe needs the admin shell around it');
  return me;
}
