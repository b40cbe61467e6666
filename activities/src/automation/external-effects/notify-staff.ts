import { createHash } from 'node:crypto';
import type { MailSender } from '../../messaging/mail-sender.js';
import type { EffectHandler } from './effect-at-run.js';
import { noticeOf } from './notice.js';

/** Sends the notice of the step to the staff who have the role now. */
export const notifyStaff =
  (mail: MailSender): EffectHandler<'notifyStaff'> =>
  async ({ schoolId, key, run, effect, event }) => {
    const content = noticeOf(effect, run.contactId !== null);
    await mail.send({
      schoolId,
      key,
      template: { id: null, version: `notice:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`, content },
      audience: 'staff',
      staffRole: effect.role,
      category: 'transactional',
      contactId: run.contactId,
      event,
      causationId: run.eventId,
      runId: run.id,
    });
  };
