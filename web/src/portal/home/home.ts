import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

/** Data of the start page for members. */
export type MemberHome = Schemas['MemberHome'];

export const useMemberHome = () => useQuery({ queryKey: ['home'], queryFn: () => answer(api.GET('/api/portal/home')) });
