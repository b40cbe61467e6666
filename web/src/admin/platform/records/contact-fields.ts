import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';

export type ContactField = Schemas['ContactField'];

export const contactFieldsKey = ['contact-fields'] as const;

/** The fields that the school adds to its contacts. */
export const useContactFields = () =>
  useQuery({ queryKey: contactFieldsKey, queryFn: () => answer(api.GET('/api/admin/contact-fields')) });
