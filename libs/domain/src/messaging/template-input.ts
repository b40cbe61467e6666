import { z } from 'zod';

/** What the list of email templates can be sorted by. */
export const emailTemplateSortColumns = ['name', 'updatedAt'] as const;

/** The name of an email template, which only staff see. */
export const EmailTemplateName = z.string().trim().min(1, 'give it a name').max(120, 'at most 120 characters');

/** An email template to create, empty or as a copy. */
export const EmailTemplateInput = z
  .object({ name: EmailTemplateName, copyOf: z.uuid().optional() })
  .meta({ id: 'EmailTemplateInput' });
export type EmailTemplateInput = z.output<typeof EmailTemplateInput>;
