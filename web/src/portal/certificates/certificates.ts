import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

/** What the member has earned. */
export const useCertificates = () =>
  useQuery({ queryKey: ['certificates'], queryFn: () => answer(api.GET('/api/portal/certificates')) });
