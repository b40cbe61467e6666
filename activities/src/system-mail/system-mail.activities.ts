import type { SystemMailInput } from '@perennial/contracts';
import { EmailTemplate, Event } from '@perennial/db';
import { builtInMessage, type EventData, eventCatalogue, isEventType, mailTemplate, systemMails } from '@perennial/domain';
import { audienceOf } from '@perennial/rendering';
import type { House } from '../context.js';
import { failure } from '../failure.js';
import type { MailOffice } from '../mail/mail-office.js';
import type { MailOrder } from '../mail/mail-order.js';

/** Activities of the system mail workflow. */
export interface SystemMailActivities {
  /** Sends what the event asks for, once. Whom to and what stays in Postgres: the input holds ids. */
  sendSystemMail(input: SystemMailInput): Promise<void>;
}

/** Wires {@link SystemMailActivities}. */
export const createSystemMailActivities = (house: House, mail: MailOffice): SystemMailActivities => ({
  async sendSystemMail(input) {
    const event = await house.tenancy.withSchool(input.schoolId, () =>
      house.tenancy.repo(Event).findOneByOrFail({ id: input.eventId }),
    );
    switch (event.type) {
      case 'sign_in.link_requested':
        return sendLink(house, mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'mail.test_requested':
        return sendTest(house, mail, input, eventCatalogue[event.type].data.parse(event.data));
      default:
        throw failure('misconfigured');
    }
  },
});

async function sendLink(
  house: House,
  mail: MailOffice,
  { schoolId, eventId, contactId }: SystemMailInput,
  { purpose }: EventData<'sign_in.link_requested'>,
): Promise<void> {
  await mail.send({
    schoolId,
    key: keyOf(eventId),
    template:
      purpose === 'welcome'
        ? await welcomeTemplate(house, schoolId)
        : { id: null, version: `system:${purpose}`, content: mailTemplate.parse(systemMails[purpose].template) },
    audience: 'contact',
    category: 'transactional',
    contactId,
    event: {},
    causationId: eventId,
    runId: null,
    linkPurpose: purpose,
  });
}

/** The template as it is stored now, and the catalogue's sample for the event that it is meant for. */
async function sendTest(
  house: House,
  mail: MailOffice,
  { schoolId, eventId }: SystemMailInput,
  { templateId, to, eventType }: EventData<'mail.test_requested'>,
): Promise<void> {
  const template = await house.tenancy.withSchool(schoolId, () =>
    house.tenancy.repo(EmailTemplate).findOneBy({ id: templateId }),
  );
  if (!template || !isEventType(eventType)) throw failure('misconfigured');
  const content = mailTemplate.parse(template.template);
  const audience = builtInMessage(template.builtInKey ?? '')?.audience ?? audienceOf(content);
  await mail.sendSample({ schoolId, key: keyOf(eventId), template: content, audience, eventType, to });
}

const keyOf = (eventId: string): string => `system-mail:${eventId}`;

async function welcomeTemplate(house: House, schoolId: string): Promise<MailOrder['template']> {
  const own = await house.tenancy.withSchool(schoolId, () =>
    house.tenancy.repo(EmailTemplate).findOneBy({ builtInKey: 'member.welcome' }),
  );
  const content = own?.template ?? builtInMessage('member.welcome')?.template;
  if (!content) throw failure('misconfigured');
  return {
    id: own?.id ?? null,
    version: own ? `${own.id}:${own.updatedAt.getTime()}` : 'built-in:member.welcome',
    content: mailTemplate.parse(content),
  };
}
