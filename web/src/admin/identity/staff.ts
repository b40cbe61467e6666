import type { Schemas } from '@perennial/api-client';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answer, api } from '../../ui/api/client';
import { withoutRequests } from '../../ui/api/without-requests';
import { unsavedForms } from '../../ui/forms/unsaved';

/** Who is signed in, and to which school. */
export type Me = Schemas['Me'];

export const meKey = ['me'] as const;

/** Who is signed in, or null. */
export const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: async () => (await answer(api.GET('/api/admin/session'))).me,
  staleTime: 60_000,
});

export const useMeQuery = () => useQuery(meQuery);

/**
 * Ends the session, after asking about unsaved input. The page is reloaded, so that none of the school's data stays in it or
 * is requested again without a session.
 */
export async function signOut(queries: QueryClient): Promise<void> {
  if (!(await unsavedForms.mayDiscard())) return;
  await withoutRequests(queries, () => answer(api.DELETE('/api/admin/session')));
  window.location.assign('/sign-in');
}

export const MeContext = createContext<Me | null>(null);

/** The signed-in staff member; only inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe needs the admin shell around it');
  return me;
}

/** Why the signed-in person cannot change what the school sells and shows; null if they can. */
export const useRefusedChanges = (): string | null =>
  useMe().staff.role === 'support' ? 'Only owners and admins can change this.' : null;
