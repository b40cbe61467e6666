import { z } from 'zod';
import { setting } from '../form.js';
import { onFailure, windowLabels, windowNames } from '../shared/retrying.js';

/** The template, audience and category of the email. */
export const SendEmailConfig = z.object({
  templateId: setting(z.uuid({ error: 'Choose an email template.' }), {
    title: 'Email template',
    control: 'reference',
    reference: 'template',
  }),
  audience: setting(z.enum(['contact', 'staff']).default('contact'), {
    title: 'To',
    control: 'select',
    options: { contact: 'The person', staff: 'The school’s staff' },
  }),
  category: setting(z.enum(['transactional', 'marketing']).default('transactional'), {
    title: 'Kind of email',
    help: 'Marketing email goes only to people who agreed to it, and waits for the quiet hours and limits of the email settings. Transactional email is sent immediately. Choose it only for email about something the person bought or asked for.',
    control: 'select',
    options: { transactional: 'Transactional', marketing: 'Marketing' },
  }),
  retryFor: setting(z.enum(windowNames).default('days3'), {
    title: 'Keep trying for',
    help: 'While the mail server cannot be reached.',
    control: 'select',
    options: windowLabels,
  }),
  onFailure: onFailure(),
});
export type SendEmailConfig = z.output<typeof SendEmailConfig>;
