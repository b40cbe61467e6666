import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInMessage, type MailAudience, MailTemplate } from '@perennial/domain/messaging';
import { Fixture } from '../medium/api/support.js';
import { type MailFixture, mailFixture } from '../medium/mail/mail-fixture.js';

let fixture: Fixture;
let mailer: MailFixture;
let people = 0;
beforeAll(async () => {
  fixture = await Fixture.open();
  mailer = mailFixture(fixture);
}, 60_000);
afterAll(() => fixture.close());

const event = { planTitle: 'All year', amount: 2900, currency: 'eur', interval: 'every month', trialDays: 14, hasCard: false };

/** A built-in message about somebody with this name, as it leaves. */
async function mailAbout(name: string, key: string, audience: MailAudience) {
  const email = `stranger${people++}@example.org`;
  const [contact] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    'insert into contact (email, name) values ($1, $2) returning id',
    [email, name],
  );
  const message = builtInMessage(key);
  if (!message) throw new Error(`${key} is no message`);
  await mailer.sender.send({
    schoolId: fixture.kiln,
    key: `spec:${email}`,
    template: { id: null, version: `built-in:${key}`, content: MailTemplate.parse(message.template) },
    audience,
    category: 'transactional',
    contactId: contact?.id ?? '',
    event,
    causationId: null,
    runId: null,
  });
  const mail = mailer.sent.at(-1);
  if (!mail) throw new Error('nothing was sent');
  return { ...mail, email };
}

describe('a name that is an advert', () => {
  it.each(['prize.example/win', 'Claim your 500 at https://prize.example/x now'])(
    '%j is in no part of the email to the person it was typed for',
    async (name) => {
      const { to, subject, text, html, email } = await mailAbout(name, 'member.welcome', 'contact');
      expect(to).toEqual({ name: '', address: email });
      for (const part of [subject, text, html]) expect(part).not.toMatch(/prize|Claim/);
      expect(text).toContain('Hi there,');
    },
  );

  it('is in no part of the email to staff, who read the address in its place', async () => {
    const { subject, text, html, email } = await mailAbout('prize.example/win', 'staff.membership_bought', 'staff');
    expect(subject).toBe(`${email} bought All year`);
    for (const part of [text, html]) expect(part).not.toContain('prize');
  });
});

it.each([
  ['Smith, John', 'John', 'John Smith'],
  ['Dr. Maria Silva', 'Maria', 'Dr. Maria Silva'],
  ['Ana Ferreira', 'Ana', 'Ana Ferreira'],
])('%j is greeted as %s and addressed to %s', async (name, greeting, addressee) => {
  const { to, text } = await mailAbout(name, 'member.welcome', 'contact');
  expect(to.name).toBe(addressee);
  expect(text).toContain(`Hi ${greeting},`);
});
