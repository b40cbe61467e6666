import type { NodeOutcome } from '../definition.js';
import type { SendEmailConfig } from './schema.js';

/** Sends the email. Consent is checked when it is sent, because it may change while the run waits. */
export const planSendEmail = ({ templateId, audience, category, retryFor }: SendEmailConfig): NodeOutcome => ({
  kind: 'act',
  effect: { kind: 'sendEmail', scope: 'external', templateId, audience, category, ...(retryFor !== 'days3' && { retryFor }) },
  reason: audience === 'staff' ? 'Sends an email to the staff.' : 'Sends an email.',
});
