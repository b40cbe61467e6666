import type { Schemas } from '@perennial/api-client';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../ui/api/client';
import { contactKey } from '../contact';

export type FieldValue = Schemas['ContactFieldValues']['values'][number]['value'];

export const fieldValuesKey = (contactId: string) => [...contactKey(contactId), 'fields'] as const;

const at = (id: string) => ({ params: { path: { id } } });

export const useFieldValues = (contactId: string) =>
  useQuery({
    queryKey: fieldValuesKey(contactId),
    queryFn: () => answer(api.GET('/api/admin/contacts/{id}/fields', at(contactId))),
  });

export const createContactField = (input: Schemas['ContactFieldInput']) =>
  answer(api.POST('/api/admin/contact-fields', { body: input }));
export const changeContactField = (id: string, input: Schemas['ContactFieldChange']) =>
  answer(api.PATCH('/api/admin/contact-fields/{id}', { ...at(id), body: input }));
export const deleteContactField = (id: string) => answer(api.DELETE('/api/admin/contact-fields/{id}', at(id)));
export const setFieldValues = (contactId: string, values: Schemas['ContactFieldValuesInput']['values']) =>
  answer(api.PATCH('/api/admin/contacts/{id}/fields', { ...at(contactId), body: { values } }));
