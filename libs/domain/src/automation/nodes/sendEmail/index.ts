import { defineNode, nextPort } from '../definition.js';
import { planSendEmail } from './plan.js';
import { sendEmailSchema } from './schema.js';

/** Sends an e-mail. */
export const sendEmail = defineNode({
  kind: 'sendEmail',
  family: 'act',
  label: 'Send e-mail',
  description: 'Sends a mail to the person or to the staff.',
  icon: 'mail',
  schema: sendEmailSchema,
  defaults: { templateId: '', audience: 'contact', category: 'transactional' },
  mainPort: 'next',
  ports: () => nextPort,
  summary: ({ templateId, audience }, names) =>
    `Send “${names('template', templateId) ?? 'a mail'}”${audience === 'staff' ? ' to the staff' : ''}`,
  plan: planSendEmail,
});
