import type { SignInMailInput } from '@perennial/contracts';
import { EmailTemplate } from '@perennial/db';
import { builtInMessage, mailTemplate, systemMails } from '@perennial/domain';
import type { House } from '../context.js';
import { failure } from '../failure.js';
import type { MailOffice, MailOrder } from '../mail/mail-office.js';

/** Activities of the sign-in mail workflow. */
export interface SignInActivities {
  sendSignInMail(input: SignInMailInput): Promise<void>;
}

/** Wires {@link SignInActivities}. */
export const createSignInActivities = (house: House, mail: MailOffice): SignInActivities => ({
  async sendSignInMail(input) {
    await mail.send({
      schoolId: input.schoolId,
      key: `sign_in:${input.eventId}`,
      template:
        input.purpose === 'welcome'
          ? await welcomeTemplate(house, input.schoolId)
          : { id: null, version: `system:${input.purpose}`, content: mailTemplate.parse(systemMails[input.purpose].template) },
      audience: 'contact',
      category: 'transactional',
      contactId: input.contactId,
      event: {},
      causationId: input.eventId,
      runId: null,
      linkPurpose: input.purpose,
    });
  },
});

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
