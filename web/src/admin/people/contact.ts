import type { Schemas } from '@perennial/api-client';
import { contactSortColumns } from '@perennial/domain/people';
import { sortOrders } from '@perennial/domain/search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../ui/api/client';
import { oneOf } from '../../ui/api/query';

export type Contact = Schemas['Contact'];
export type HeldMembership = Schemas['Membership'];
export type ConsentRecord = Schemas['ConsentRecord'];

export const contactsKey = ['contacts'] as const;
export const contactKey = (id: string) => [...contactsKey, id] as const;

const sorts = sortOrders(contactSortColumns);
const at = (id: string) => ({ params: { path: { id } } });

export const useContacts = ({ condition, ...query }: ListQuery & { condition?: string }) =>
  useQuery({
    queryKey: [...contactsKey, query, condition],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/admin/contacts', {
          params: {
            query: { ...query, sort: oneOf(sorts, query.sort), ...(condition && { condition }) },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const useContact = (id: string | null) =>
  useQuery({
    queryKey: contactKey(id ?? ''),
    queryFn: () => answer(api.GET('/api/admin/contacts/{id}', at(id ?? ''))),
    enabled: id !== null,
  });

export const useHeldMemberships = (id: string) =>
  useQuery({
    queryKey: [...contactKey(id), 'memberships'],
    queryFn: () => answer(api.GET('/api/admin/contacts/{id}/memberships', at(id))),
  });

/** The segments that a contact is in. */
export const useSegmentsOf = (id: string) =>
  useQuery({
    queryKey: [...contactKey(id), 'segments'],
    queryFn: () => answer(api.GET('/api/admin/contacts/{id}/segments', at(id))),
  });

export const consentsKey = (id: string) => [...contactKey(id), 'consents'] as const;

export const useConsents = (id: string) =>
  useQuery({
    queryKey: consentsKey(id),
    queryFn: () => answer(api.GET('/api/admin/contacts/{id}/marketing-consents', at(id))),
  });
export const recordConsent = (id: string, input: Schemas['ConsentInput']) =>
  answer(api.POST('/api/admin/contacts/{id}/marketing-consents', { ...at(id), body: input }));

export const createContact = (input: Schemas['ContactInput']) => answer(api.POST('/api/admin/contacts', { body: input }));
export const changeContact = (id: string, input: Schemas['ContactChange']) =>
  answer(api.PATCH('/api/admin/contacts/{id}', { ...at(id), body: input }));
export const putTag = (id: string, tag: string) =>
  answer(api.PUT('/api/admin/contacts/{id}/tags/{tag}', { params: { path: { id, tag } } }));
export const removeTag = (id: string, tag: string) =>
  answer(api.DELETE('/api/admin/contacts/{id}/tags/{tag}', { params: { path: { id, tag } } }));
export const grantProduct = (id: string, input: Schemas['GrantInput']) =>
  answer(api.POST('/api/admin/contacts/{id}/grants', { ...at(id), body: input }));
export const sendResetLink = (id: string) => answer(api.POST('/api/admin/contacts/{id}/portal-actions/reset-link', at(id)));
export const setPassword = (id: string, password: string) =>
  answer(api.PUT('/api/admin/contacts/{id}/portal-actions/password', { ...at(id), body: { password } }));
