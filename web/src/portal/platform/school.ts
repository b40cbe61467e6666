import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answer, api } from '../../ui/api/client';
import { proofTaken } from './address-proof';

/** Public data of the school that owns this portal. */
export type School = Schemas['PortalSchool'];

/** The signed-in member. */
export type Member = Schemas['MemberMe'];

export const memberKey = ['me'] as const;

export const useSchoolQuery = () =>
  useQuery({ queryKey: ['school'], queryFn: () => answer(api.GET('/api/portal/school')), staleTime: 300_000 });

/** The member, or null for a visitor: being signed out is an answer here, not an error. */
export const useMemberQuery = () =>
  useQuery({
    queryKey: memberKey,
    staleTime: 60_000,
    queryFn: async () => {
      await proofTaken;
      return (await answer(api.GET('/api/portal/session'))).member;
    },
  });

export const SchoolContext = createContext<School | null>(null);

/** The school; only inside the portal's shell. */
export function useSchool(): School {
  const school = useContext(SchoolContext);
  if (!school) throw new Error('useSchool needs the portal shell around it');
  return school;
}

export const MemberContext = createContext<Member | null>(null);

/** The signed-in member, or null. */
export const useMember = (): Member | null => useContext(MemberContext);
