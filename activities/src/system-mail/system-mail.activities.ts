import type { SystemMailInput } from '@perennial/contracts';
import { EmailTemplate, Event, Staff } from '@perennial/db';
import {
  builtInMessage,
  type EventData,
  eventCatalogue,
  isEventType,
  mailTemplate,
  maskedAddress,
  type SystemMailKey,
  systemMails,
} from '@perennial/domain';
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
      case 'contact.email_change_requested':
        return sendConfirmation(mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'contact.email_changed':
        return tellEarlierAddress(mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'staff.password_link_requested':
        return sendStaffLink(house, mail, input, eventCatalogue[event.type].data.parse(event.data));
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
  { purpose, next, browserId }: EventData<'sign_in.link_requested'>,
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
    linkNext: next,
    linkBrowserHash: browserId,
  });
}

/** To the address that the member wants to have: whoever opens the link in it holds that address. */
async function sendConfirmation(
  mail: MailOffice,
  { schoolId, eventId, contactId }: SystemMailInput,
  { to }: EventData<'contact.email_change_requested'>,
): Promise<void> {
  await mail.send({
    ...systemOrder('change_email', schoolId, eventId),
    audience: 'contact',
    contactId,
    to: { email: to, name: '' },
    linkPurpose: 'change_email',
  });
}

/** To the address that was replaced. It may be a stranger's, for example a typing mistake that staff corrected: the new one is masked. */
async function tellEarlierAddress(
  mail: MailOffice,
  { schoolId, eventId, contactId }: SystemMailInput,
  { from, to }: EventData<'contact.email_changed'>,
): Promise<void> {
  await mail.send({
    ...systemOrder('email_changed', schoolId, eventId),
    audience: 'contact',
    contactId,
    to: { email: from, name: '' },
    event: { to: maskedAddress(to) },
  });
}

async function sendStaffLink(
  house: House,
  mail: MailOffice,
  { schoolId, eventId }: SystemMailInput,
  { staffId }: EventData<'staff.password_link_requested'>,
): Promise<void> {
  const staff = await house.tenancy.withSchool(schoolId, () => house.tenancy.repo(Staff).findOneBy({ id: staffId }));
  if (!staff) return;
  await mail.send({
    ...systemOrder('staff_reset_password', schoolId, eventId),
    audience: 'staff',
    contactId: null,
    to: { email: staff.email, name: staff.name },
    staffId,
  });
}

const systemOrder = (key: SystemMailKey, schoolId: string, eventId: string) =>
  ({
    schoolId,
    key: keyOf(eventId),
    template: { id: null, version: `system:${key}`, content: mailTemplate.parse(systemMails[key].template) },
    category: 'transactional',
    event: {},
    causationId: eventId,
    runId: null,
  }) satisfies Partial<MailOrder>;

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
