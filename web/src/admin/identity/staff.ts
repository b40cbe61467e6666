import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answer, api } from '../../ui/api/client';
import { unsavedForms } from '../../ui/forms/unsaved';

/** Who is signed in, and to which school. */
export type Me = Schemas['Me'];

export const meKey = ['me'] as const;

/** Who is signed in, or null. */
export const useMeQuery = () =>
  useQuery({
    queryKey: meKey,
    queryFn: async () => (await answer(api.GET('/api/admin/session'))).me,
    staleTime: 60_000,
  });

/**
 * Ends the session, after asking about unsaved input. The page is loaded anew, so that nothing of the school stays in it, nor is
 * asked for again without a session.
 */
export async function signOut(): Promise<void> {
  if (!(await unsavedForms.mayDiscard())) return;
  await answer(api.DELETE('/api/admin/session'));
  window.location.assign('/sign-in');
}

export const MeContext = createContext<Me | null>(null);

/** The signed-in staff member; only inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe needs the admin shell around it');
  return me;
}
