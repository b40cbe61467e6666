import { EmailAddress } from '@perennial/domain/addresses';
import { type EventType, isEventType } from '@perennial/domain/events';
import { EmailTemplateName, MailTemplate } from '@perennial/domain/messaging';
import { z } from 'zod';
import { Instant } from '../../platform/http/schemas.js';

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
export type MessageSetting = z.output<typeof MessageSetting>;
export const EmailSettings = z
  .object({
    features: z.array(z.object({ key: z.string(), label: z.string(), messages: z.array(MessageSetting) })),
  })
  .meta({ id: 'EmailSettings' });
export type EmailSettings = z.output<typeof EmailSettings>;
export const MessageChange = z
  .object({ enabled: z.boolean().optional(), templateId: z.uuid().optional() })
  .meta({ id: 'MessageChange' });
export type MessageChange = z.output<typeof MessageChange>;

export const TemplateChange = z.object({ name: EmailTemplateName, template: MailTemplate }).meta({ id: 'EmailTemplateChange' });
export type TemplateChange = z.output<typeof TemplateChange>;
export const PreviewInput = z
  .object({ template: MailTemplate, eventType: EventTypeName, audience: z.enum(['contact', 'staff']).optional() })
  .meta({ id: 'EmailPreviewInput' });
export type PreviewInput = z.output<typeof PreviewInput>;
export const TestInput = z.object({ to: EmailAddress.optional(), eventType: EventTypeName }).meta({ id: 'EmailTestInput' });
export type TestInput = z.output<typeof TestInput>;
export const TestAccepted = z.object({ to: z.string() }).meta({ id: 'EmailTest' });
export type TestAccepted = z.output<typeof TestAccepted>;
/** An automation that sends a mail; `published`: people get it now, and not only as drawn. */
const MailUse = z
  .object({
    automationId: z.uuid(),
    automationName: z.string(),
    builtInKey: z.string().nullable(),
    // Messaging may not import automation, which comes after it.
    state: z.enum(['draft', 'active', 'paused', 'archived']),
    published: z.boolean(),
    audience: z.enum(['contact', 'staff']),
    eventTypes: z.array(EventTypeName),
  })
  .meta({ id: 'MailUse' });
export type MailUse = z.output<typeof MailUse>;
const summary = {
  id: z.uuid(),
  name: z.string(),
  builtInKey: z.string().nullable(),
  updatedAt: Instant,
  usedBy: z.array(MailUse),
};
export const TemplateView = z
  .object({
    ...summary,
    template: MailTemplate,
    /** Variables that stay empty in the mails that one automation sends. */
    gaps: z.array(z.object({ automationId: z.uuid(), automationName: z.string(), variables: z.array(z.string()) })),
  })
  .meta({ id: 'EmailTemplate' });
export type TemplateView = z.output<typeof TemplateView>;
export const TemplateSummary = z.object(summary).meta({ id: 'EmailTemplateSummary' });
export type TemplateSummary = z.output<typeof TemplateSummary>;
export const Preview = z
  .object({
    subject: z.string(),
    previewText: z.string(),
    html: z.string(),
    text: z.string(),
    unknownVariables: z.array(z.string()),
  })
  .meta({ id: 'EmailPreview' });
export type Preview = z.output<typeof Preview>;
