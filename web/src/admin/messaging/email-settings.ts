import type { Schemas } from '@perennial/api-client';
import type { MailAudience, MailTemplate } from '@perennial/domain/messaging';
import { emailTemplateSortColumns } from '@perennial/domain/messaging';
import { sortOrders } from '@perennial/domain/search';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, type ListQuery } from '../../ui/api/client';
import { oneOf } from '../../ui/api/query';

/** One message that can be switched on and off. */
export type MessageSetting = Schemas['MessageSetting'];

export type EmailSettings = Schemas['EmailSettings'];

export type StoredTemplate = Schemas['EmailTemplate'];

/** An email in a list, with the automations that send it. */
export type MailSummary = Schemas['EmailTemplateSummary'];
export type MailUse = Schemas['MailUse'];

export const settingsKey = ['email-settings'] as const;
export const templatesKey = ['email-templates'] as const;

const at = (id: string) => ({ params: { path: { id } } });

export const useEmailSettings = () =>
  useQuery({ queryKey: settingsKey, queryFn: () => answer(api.GET('/api/admin/email-settings')) });

const sorts = sortOrders(emailTemplateSortColumns);

/** One page of the emails. */
export const useMails = (query: ListQuery) =>
  useQuery({
    queryKey: [...templatesKey, 'page', query],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/admin/email-templates', { params: { query: { ...query, sort: oneOf(sorts, query.sort) } }, signal })),
    placeholderData: keepPreviousData,
  });

export const useTemplate = (id: string) =>
  useQuery({
    queryKey: [...templatesKey, id],
    queryFn: () => answer(api.GET('/api/admin/email-templates/{id}', at(id))),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const changeMessage = (key: string, change: Schemas['MessageChange']) =>
  answer(api.PATCH('/api/admin/email-settings/{key}', { params: { path: { key } }, body: change }));
export const saveTemplate = (id: string, input: { name: string; template: MailTemplate }) =>
  answer(api.PUT('/api/admin/email-templates/{id}', { ...at(id), body: input }));
export const previewTemplate = (id: string, template: MailTemplate, eventType: string, audience?: MailAudience) =>
  answer(
    api.POST('/api/admin/email-templates/{id}/preview', {
      ...at(id),
      body: { template, eventType, ...(audience && { audience }) },
    }),
  );
/** A new email with a greeting, or a copy of another. */
export const createTemplate = (name: string, copyOf?: string) =>
  answer(api.POST('/api/admin/email-templates', { body: { name: name.slice(0, 120), ...(copyOf && { copyOf }) } }));
export const removeTemplate = (id: string) => answer(api.DELETE('/api/admin/email-templates/{id}', at(id)));
export const sendTest = (id: string, input: Schemas['EmailTestInput']) =>
  answer(api.POST('/api/admin/email-templates/{id}/test', { ...at(id), body: input }));
export const resetTemplate = (id: string) => answer(api.POST('/api/admin/email-templates/{id}/reset', at(id)));

/** Preview of an email, filled with sample data. */
export const useMailPreview = (
  id: string,
  source: string,
  { eventType, audience, enabled }: { eventType: string; audience?: MailAudience | undefined; enabled: boolean },
) =>
  useQuery({
    queryKey: ['mail-preview', id, eventType, audience, source],
    queryFn: () => previewTemplate(id, JSON.parse(source) as MailTemplate, eventType, audience),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
