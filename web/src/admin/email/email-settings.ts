import type { MailTemplate } from '@perennial/domain';
import { useQuery } from '@tanstack/react-query';
import { api, type Page } from '../../ui/api/client';

/** One message that can be switched on and off. */
export interface MessageSetting {
  readonly key: string;
  readonly label: string;
  readonly audience: 'contact' | 'staff';
  readonly enabled: boolean;
  readonly templateId: string;
  readonly templateName: string;
  readonly automationId: string | null;
}

export interface EmailSettings {
  readonly features: readonly { readonly key: string; readonly label: string; readonly messages: readonly MessageSetting[] }[];
}

export interface TemplateSummary {
  readonly id: string;
  readonly name: string;
}

export interface StoredTemplate extends TemplateSummary {
  readonly template: MailTemplate;
}

export interface MailPreview {
  readonly subject: string;
  readonly previewText: string;
  readonly html: string;
  readonly text: string;
  readonly unknownVariables: readonly string[];
}

export const settingsKey = ['email-settings'] as const;
export const templatesKey = ['email-templates'] as const;

export const useEmailSettings = () =>
  useQuery({ queryKey: settingsKey, queryFn: () => api.get<EmailSettings>('/admin/email-settings') });

export const useTemplates = () =>
  useQuery({
    queryKey: templatesKey,
    queryFn: async () => {
      const answer = await api.get<Page<TemplateSummary> | readonly TemplateSummary[]>('/admin/email-templates', {
        pageSize: 100,
      });
      return 'items' in answer ? answer.items : answer;
    },
  });

export const useTemplate = (id: string) =>
  useQuery({
    queryKey: [...templatesKey, id],
    queryFn: () => api.get<StoredTemplate>(`/admin/email-templates/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const changeMessage = (key: string, change: { enabled?: boolean; templateId?: string }) =>
  api.patch<MessageSetting>(`/admin/email-settings/${encodeURIComponent(key)}`, change);
export const createTemplate = (input: { name: string; copyOf?: string }) =>
  api.post<StoredTemplate>('/admin/email-templates', input);
export const saveTemplate = (id: string, input: { name: string; template: MailTemplate }) =>
  api.put<StoredTemplate>(`/admin/email-templates/${id}`, input);
export const previewTemplate = (id: string, template: MailTemplate, eventType: string) =>
  api.post<MailPreview>(`/admin/email-templates/${id}/preview`, { template, eventType });
export const sendTest = (id: string, input: { to: string; eventType: string }) =>
  api.post(`/admin/email-templates/${id}/test`, input);
export const resetTemplate = (id: string) => api.post<StoredTemplate>(`/admin/email-templates/${id}/reset`);
