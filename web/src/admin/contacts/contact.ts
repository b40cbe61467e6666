import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Page, type QueryValue } from '../../ui/api/client';

export interface Contact {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly timeZone: string | null;
  readonly tags: readonly string[];
  readonly hasAccount: boolean;
  readonly clockId: string | null;
  readonly createdAt: string;
}

export interface HeldMembership {
  readonly id: string;
  readonly planId: string;
  readonly planTitle: string;
  readonly state: string;
  readonly stateSentence: string;
  readonly priceAmount: number;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly trialEndsAt: string | null;
  readonly currentPeriodEndsAt: string | null;
  readonly endsAt: string | null;
}

export const contactsKey = ['contacts'] as const;
export const contactKey = (id: string) => [...contactsKey, id] as const;

export const useContacts = (query: Record<string, QueryValue>) =>
  useQuery({
    queryKey: [...contactsKey, query],
    queryFn: ({ signal }) => api.get<Page<Contact>>('/admin/contacts', query, signal),
    placeholderData: keepPreviousData,
  });

export const useContact = (id: string) =>
  useQuery({ queryKey: contactKey(id), queryFn: () => api.get<Contact>(`/admin/contacts/${id}`) });

export const useHeldMemberships = (id: string) =>
  useQuery({
    queryKey: [...contactKey(id), 'memberships'],
    queryFn: async () => {
      // A bare list or a page of one: both say the same.
      const answer = await api.get<readonly HeldMembership[] | { items: readonly HeldMembership[] }>(
        `/admin/contacts/${id}/memberships`,
      );
      return 'items' in answer ? answer.items : answer;
    },
  });

export const createContact = (input: { email: string; name: string; timeZone?: string; clockId?: string | null }) =>
  api.post<Contact>('/admin/contacts', input);
export const changeContact = (id: string, input: { name?: string; timeZone?: string | null; clockId?: string | null }) =>
  api.patch<Contact>(`/admin/contacts/${id}`, input);
export const putTag = (id: string, tag: string) => api.put(`/admin/contacts/${id}/tags/${encodeURIComponent(tag)}`);
export const removeTag = (id: string, tag: string) => api.delete(`/admin/contacts/${id}/tags/${encodeURIComponent(tag)}`);
export const grantProduct = (id: string, input: { productId: string; days: number | null }) =>
  api.post(`/admin/contacts/${id}/grants`, input);
export const sendResetLink = (id: string) => api.post(`/admin/contacts/${id}/portal-actions/reset-link`);
export const setPassword = (id: string, password: string) =>
  api.put(`/admin/contacts/${id}/portal-actions/password`, { password });
