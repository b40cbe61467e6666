import { type EventType, isEventType } from '@perennial/domain/events';
import { mailTemplate } from '@perennial/domain/messaging';
import { z } from 'zod';
import { EmailAddress, Instant, listQuery, pageOf } from '../../platform/http/schemas.js';

const name = z.string().trim().min(1, 'give it a name').max(120, 'at most 120 characters');
const EventTypeName = z.string().refine((value): value is EventType => isEventType(value), 'is not a known event');

export const MessageSetting = z
  .object({
    key: z.string(),
    label: z.string(),
    audience: z.enum(['contact', 'staff']),
    enabled: z.boolean(),
    eventType: z.string(),
    templateId: z.uuid(),
    templateName: z.string(),
    automationId: z.uuid(),
  })
  .meta({ id: 'MessageSetting' });
export type MessageSetting = z.infer<typeof MessageSetting>;
export const EmailSettingsResponse = z
  .object({
    features: z.array(z.object({ key: z.string(), label: z.string(), messages: z.array(MessageSetting) })),
  })
  .meta({ id: 'EmailSettings' });
export type EmailSettings = z.infer<typeof EmailSettingsResponse>;
export const MessageChange = z
  .object({ enabled: z.boolean().optional(), templateId: z.uuid().optional() })
  .meta({ id: 'MessageChange' });

export const TemplateQuery = listQuery(['name', 'updatedAt']);
export const TemplateInput = z.object({ name, copyOf: z.uuid().optional() }).meta({ id: 'EmailTemplateInput' });
export const TemplateChange = z.object({ name, template: mailTemplate }).meta({ id: 'EmailTemplateChange' });
export const PreviewInput = z
  .object({ template: mailTemplate, eventType: EventTypeName, audience: z.enum(['contact', 'staff']).optional() })
  .meta({ id: 'EmailPreviewInput' });
export const TestInput = z.object({ to: EmailAddress.optional(), eventType: EventTypeName }).meta({ id: 'EmailTestInput' });
export const TestResponse = z.object({ to: z.string() }).meta({ id: 'EmailTest' });
export type TestAccepted = z.infer<typeof TestResponse>;
/** An automation that sends a mail; `published`: people get it now, and not only as drawn. */
const MailUse = z
  .object({
    automationId: z.uuid(),
    automationName: z.string(),
    builtInKey: z.string().nullable(),
    state: z.enum(['draft', 'active', 'paused']),
    published: z.boolean(),
    audience: z.enum(['contact', 'staff']),
    eventTypes: z.array(EventTypeName),
  })
  .meta({ id: 'MailUse' });
export type MailUse = z.infer<typeof MailUse>;
const summary = {
  id: z.uuid(),
  name: z.string(),
  builtInKey: z.string().nullable(),
  updatedAt: Instant,
  usedBy: z.array(MailUse),
};
export const TemplateResponse = z
  .object({
    ...summary,
    template: mailTemplate,
    /** Variables that stay empty in the mails that one automation sends. */
    gaps: z.array(z.object({ automationId: z.uuid(), automationName: z.string(), variables: z.array(z.string()) })),
  })
  .meta({ id: 'EmailTemplate' });
export type TemplateView = z.infer<typeof TemplateResponse>;
export const TemplateSummary = z.object(summary).meta({ id: 'EmailTemplateSummary' });
export type TemplateSummary = z.infer<typeof TemplateSummary>;
export const TemplatePage = pageOf(TemplateSummary, 'EmailTemplatePage');
export const PreviewResponse = z
  .object({
    subject: z.string(),
    previewText: z.string(),
    html: z.string(),
    text: z.string(),
    unknownVariables: z.array(z.string()),
  })
  .meta({ id: 'EmailPreview' });
export type Preview = z.infer<typeof PreviewResponse>;
