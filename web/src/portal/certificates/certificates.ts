import type { Schemas } from '@perennial/api-client';
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

type Certificates = Schemas['MemberCertificates'];

/** What the member has earned. */
export const useCertificates = (options: Pick<UseQueryOptions<Certificates>, 'enabled' | 'refetchInterval'> = {}) =>
  useQuery({ ...options, queryKey: ['certificates'], queryFn: () => answer(api.GET('/api/portal/certificates')) });
