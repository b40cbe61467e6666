import { z } from 'zod';
import { setting } from '../form.js';

/** Which mail, to whom, and on what ground. */
export const sendEmailSchema = z.object({
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
    help: 'Marketing email goes only to people who agreed to it. Choose transactional only for email about something the person bought or asked for.',
    control: 'select',
    options: { transactional: 'Transactional', marketing: 'Marketing' },
  }),
});

/** Settings of a mail. */
export type SendEmailConfig = z.output<typeof sendEmailSchema>;
