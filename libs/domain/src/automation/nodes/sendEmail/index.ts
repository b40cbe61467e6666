import { defineNode, nextPort } from '../definition.js';
import { planSendEmail } from './plan.js';
import { sendEmailSchema } from './schema.js';

/** Sends an email. */
export const sendEmail = defineNode({
  kind: 'sendEmail',
  family: 'act',
  label: 'Send email',
  description: 'Sends an email to the person or to the staff.',
  icon: 'mail',
  schema: sendEmailSchema,
  // Marketing, so that a nudge is not sent to people who never agreed to it because nobody looked at this setting.
  defaults: { templateId: '', audience: 'contact', category: 'marketing' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ templateId, audience }, names) =>
    `Send “${names('template', templateId) ?? 'an email'}”${audience === 'staff' ? ' to the staff' : ''}`,
  plan: planSendEmail,
});
