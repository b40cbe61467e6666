import { EmailTemplate } from '@perennial/db';
import type { MailSender } from '../../messaging/mail-sender.js';
import { failure } from '../../platform/failure.js';
import type { Services } from '../../platform/services.js';
import type { EffectHandler } from './effect-at-run.js';
import { mailOrderOf } from './mail-order-of.js';

/** Sends the template of the step, as it is stored now. */
export const sendEmail =
  ({ tenancy }: Services, mail: MailSender): EffectHandler<'sendEmail'> =>
  async (at) => {
    const id = at.effect.templateId;
    const template = await tenancy.withSchool(at.schoolId, () => tenancy.repo(EmailTemplate).findOneBy({ id }));
    if (!template) throw failure('misconfigured');
    await mail.send(mailOrderOf(at, template));
  };
