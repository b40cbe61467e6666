import type { SystemMailInput } from '@perennial/contracts';
import { Approval, Automation, EmailTemplate, Event, School, Staff } from '@perennial/db';
import { maskedAddress } from '@perennial/domain/addresses';
import { formatLocal } from '@perennial/domain/calendar';
import { type EventData, eventCatalogue, isEventType } from '@perennial/domain/events';
import { builtInMessage, MailTemplate, type SystemMailKey, systemMails } from '@perennial/domain/messaging';
import { audienceOf } from '@perennial/rendering';
import { failure } from '../platform/failure.js';
import type { Services } from '../platform/services.js';
import type { MailOrder } from './mail-order.js';
import type { MailSender } from './mail-sender.js';

/** Activities of the system mail workflow. */
export interface SystemMailActivities {
  /** Sends the email that the event requests, once. Recipient and content stay in Postgres; the input contains only IDs. */
  sendSystemMail(input: SystemMailInput): Promise<void>;
}

/** Wires {@link SystemMailActivities}. */
export const createSystemMailActivities = (services: Services, mail: MailSender): SystemMailActivities => ({
  async sendSystemMail(input) {
    const event = await services.tenancy.withSchool(input.schoolId, () =>
      services.tenancy.repo(Event).findOneByOrFail({ id: input.eventId }),
    );
    switch (event.type) {
      case 'sign_in.link_requested':
        return sendLink(services, mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'contact.email_change_requested':
        return sendConfirmation(mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'contact.email_changed':
        return tellEarlierAddress(mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'staff.password_link_requested':
        return sendStaffLink(services, mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'mail.test_requested':
        return sendTest(services, mail, input, eventCatalogue[event.type].data.parse(event.data));
      case 'approval.requested':
      case 'approval.reminded':
        return sendApproval(services, mail, input, event.type, eventCatalogue[event.type].data.parse(event.data));
      default:
        throw failure('misconfigured');
    }
  },
});

async function sendLink(
  services: Services,
  mail: MailSender,
  { schoolId, eventId, contactId }: SystemMailInput,
  { purpose, next, browserId }: EventData<'sign_in.link_requested'>,
): Promise<void> {
  await mail.send({
    schoolId,
    key: keyOf(eventId),
    template:
      purpose === 'welcome'
        ? await welcomeTemplate(services, schoolId)
        : { id: null, version: `system:${purpose}`, content: MailTemplate.parse(systemMails[purpose].template) },
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

/** Sent to the new address. Opening its link confirms that address. */
async function sendConfirmation(
  mail: MailSender,
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

/**
 * Sent to the previous address. It may belong to a stranger, for example if staff corrected a typing mistake, so the new one is
 * masked.
 */
async function tellEarlierAddress(
  mail: MailSender,
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
  services: Services,
  mail: MailSender,
  { schoolId, eventId }: SystemMailInput,
  { staffId }: EventData<'staff.password_link_requested'>,
): Promise<void> {
  const staff = await services.tenancy.withSchool(schoolId, () => services.tenancy.repo(Staff).findOneBy({ id: staffId }));
  if (!staff) return;
  await mail.send({
    ...systemOrder('staff_reset_password', schoolId, eventId),
    audience: 'staff',
    contactId: null,
    to: { email: staff.email, name: staff.name },
    staffId,
  });
}

/** Asks those who may decide, unless the question was answered or closed in the meantime. */
async function sendApproval(
  { tenancy }: Services,
  mail: MailSender,
  { schoolId, eventId, contactId }: SystemMailInput,
  type: 'approval.requested' | 'approval.reminded',
  { approvalId }: EventData<'approval.requested'>,
): Promise<void> {
  const asked = await tenancy.withSchool(schoolId, async () => {
    const approval = await tenancy.repo(Approval).findOneByOrFail({ id: approvalId });
    const { name } = await tenancy.repo(Automation).findOneByOrFail({ id: approval.automationId });
    const { timeZone } = await tenancy.repo(School).findOneByOrFail({ id: schoolId });
    return { ...approval, automation: name, until: formatLocal(approval.until.toISOString(), timeZone) };
  });
  if (asked.answer !== null || asked.closedAt !== null) return;
  const { question, automation, until, role } = asked;
  await mail.send({
    ...systemOrder(type === 'approval.requested' ? 'approval_requested' : 'approval_reminded', schoolId, eventId),
    audience: 'staff',
    staffRole: role,
    contactId,
    event: { question, automation, until },
    runId: asked.runId,
  });
}

const systemOrder = (key: SystemMailKey, schoolId: string, eventId: string) =>
  ({
    schoolId,
    key: keyOf(eventId),
    template: { id: null, version: `system:${key}`, content: MailTemplate.parse(systemMails[key].template) },
    category: 'transactional',
    event: {},
    causationId: eventId,
    runId: null,
  }) satisfies Partial<MailOrder>;

/** The template as it is stored now, and the catalogue's sample for the event that it is meant for. */
async function sendTest(
  services: Services,
  mail: MailSender,
  { schoolId, eventId }: SystemMailInput,
  { templateId, to, eventType }: EventData<'mail.test_requested'>,
): Promise<void> {
  const template = await services.tenancy.withSchool(schoolId, () =>
    services.tenancy.repo(EmailTemplate).findOneBy({ id: templateId }),
  );
  if (!template || !isEventType(eventType)) throw failure('misconfigured');
  const content = MailTemplate.parse(template.template);
  const audience = builtInMessage(template.builtInKey ?? '')?.audience ?? audienceOf(content);
  await mail.sendSample({ schoolId, key: keyOf(eventId), template: content, audience, eventType, to });
}

const keyOf = (eventId: string): string => `system-mail:${eventId}`;

async function welcomeTemplate(services: Services, schoolId: string): Promise<MailOrder['template']> {
  const own = await services.tenancy.withSchool(schoolId, () =>
    services.tenancy.repo(EmailTemplate).findOneBy({ builtInKey: 'member.welcome' }),
  );
  const content = own?.template ?? builtInMessage('member.welcome')?.template;
  if (!content) throw failure('misconfigured');
  return {
    id: own?.id ?? null,
    version: own ? `${own.id}:${own.updatedAt.getTime()}` : 'built-in:member.welcome',
    content: MailTemplate.parse(content),
  };
}
