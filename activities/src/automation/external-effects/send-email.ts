import { EmailTemplate } from '@perennial/db';
import { mailTemplate } from '@perennial/domain/messaging';
import type { MailSender } from '../../messaging/mail-sender.js';
import { failure } from '../../platform/failure.js';
import type { Services } from '../../platform/services.js';
import type { EffectHandler } from './effect-at-run.js';

/** Sends the template of the step, as it is stored now. */
export const sendEmail =
  ({ tenancy }: Services, mail: MailSender): EffectHandler<'sendEmail'> =>
  async ({ schoolId, key, run, effect, event }) => {
    const { templateId, audience, category } = effect;
    const template = await tenancy.withSchool(schoolId, () => tenancy.repo(EmailTemplate).findOneBy({ id: templateId }));
    if (!template) throw failure('misconfigured');
    await mail.send({
      schoolId,
      key,
      template: {
        id: template.id,
        version: `${template.id}:${template.updatedAt.getTime()}`,
        content: mailTemplate.parse(template.template),
      },
      audience,
      category,
      contactId: run.contactId,
      event,
      causationId: run.eventId,
      runId: run.id,
      // Nobody is waiting for this email, as for a link that they asked for: it is read hours later.
      linkPurpose: 'welcome',
    });
  };
