import type { AutomationRun, EmailTemplate } from '@perennial/db';
import type { Effect } from '@perennial/domain/automation';
import { MailTemplate } from '@perennial/domain/messaging';
import type { MailOrder } from '../../messaging/mail-order.js';

/** An email that a run has reached, and its key. */
interface ReachedEmail {
  readonly schoolId: string;
  readonly key: string;
  readonly run: Pick<AutomationRun, 'id' | 'contactId' | 'eventId'>;
  readonly effect: Effect & { readonly kind: 'sendEmail' };
  readonly event: Readonly<Record<string, unknown>>;
}

/** The order for an email of a run, with the template as it is stored now. */
export const mailOrderOf = ({ schoolId, key, run, effect, event }: ReachedEmail, template: EmailTemplate): MailOrder => ({
  schoolId,
  key,
  template: {
    id: template.id,
    version: `${template.id}:${template.updatedAt.getTime()}`,
    content: MailTemplate.parse(template.template),
  },
  audience: effect.audience,
  category: effect.category,
  contactId: run.contactId,
  event,
  causationId: run.eventId,
  runId: run.id,
  // No one is waiting for this email, unlike for a requested link.
  linkPurpose: 'welcome',
});
