import type { Schemas } from '@perennial/api-client';
import type { MailTemplate } from '@perennial/domain';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../ui/api/client';

/** One message that can be switched on and off. */
export type MessageSetting = Schemas['MessageSetting'];

export type EmailSettings = Schemas['EmailSettings'];

export type StoredTemplate = Schemas['EmailTemplate'];

export const settingsKey = ['email-settings'] as const;
export const templatesKey = ['email-templates'] as const;

const at = (id: string) => ({ params: { path: { id } } });

export const useEmailSettings = () =>
  useQuery({ queryKey: settingsKey, queryFn: () => answer(api.GET('/api/admin/email-settings')) });

export const useTemplates = () =>
  useQuery({
    queryKey: templatesKey,
    queryFn: async () => (await answer(api.GET('/api/admin/email-templates', { params: { query: { pageSize: 100 } } }))).items,
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
export const previewTemplate = (id: string, template: MailTemplate, eventType: string) =>
  answer(api.POST('/api/admin/email-templates/{id}/preview', { ...at(id), body: { template, eventType } }));
export const sendTest = (id: string, input: Schemas['EmailTestInput']) =>
  answer(api.POST('/api/admin/email-templates/{id}/test', { ...at(id), body: input }));
export const resetTemplate = (id: string) => answer(api.POST('/api/admin/email-templates/{id}/reset', at(id)));
