import { defineNode } from '../definition.js';
import { named } from '../shared/named.js';
import { portsOfCall } from '../shared/retrying.js';
import { planSendEmail } from './plan.js';
import { SendEmailConfig } from './schema.js';

export const sendEmail = defineNode({
  kind: 'sendEmail',
  family: 'act',
  label: 'Send email',
  description: 'Sends an email to the person or to the staff.',
  icon: 'mail',
  schema: SendEmailConfig,
  // Marketing by default, so that an overlooked setting does not send marketing email to people without consent.
  defaults: { templateId: '', audience: 'contact', category: 'marketing', retryFor: 'days3', onFailure: 'park' },
  mainPort: 'next',
  ports: portsOfCall,
  summary: ({ templateId, audience }, names) =>
    `Send ${named('the email', names('template', templateId)) ?? 'an email'}${audience === 'staff' ? ' to the staff' : ''}`,
  plan: planSendEmail,
});
