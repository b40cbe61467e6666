import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

/** The member's certificates. */
export const useCertificates = () =>
  useQuery({ queryKey: ['certificates'], queryFn: () => answer(api.GET('/api/portal/certificates')) });
