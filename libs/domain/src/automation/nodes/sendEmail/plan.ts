import type { NodeOutcome } from '../definition.js';
import type { SendEmailConfig } from './schema.js';

/** Sends the mail; whether the person may be written to is decided at the moment of sending. */
export const planSendEmail = ({ templateId, audience, category }: SendEmailConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'sendEmail', scope: 'external', templateId, audience, category },
  reason: audience === 'staff' ? 'Sends an email to the staff.' : 'Sends an email.',
});
