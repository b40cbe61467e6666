import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../../ui/api/client';

/** Who is signed in, and to which school. */
export interface Me {
  readonly staff: { readonly id: string; readonly name: string; readonly email: string; readonly role: string };
  readonly school: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly supportEmail: string | null;
    readonly chatUrl: string | null;
    readonly brandColour: string;
    readonly logoUrl: string | null;
    readonly graceDays?: number;
  };
  readonly stripe: { readonly connected: boolean; readonly mode: 'test' | 'live'; readonly accountId: string } | null;
  readonly links: { readonly portal: string; readonly temporalUi: string | null };
}

export const meKey = ['me'] as const;

export const useMeQuery = () => useQuery({ queryKey: meKey, queryFn: () => api.get<Me>('/admin/me'), staleTime: 60_000 });

export const MeContext = createContext<Me | null>(null);

/** The signed-in staff member; only inside the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe needs the admin shell around it');
  return me;
}
