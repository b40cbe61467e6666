import type { Fixture, Visitor } from '../api/support.js';
import type { MailFixture } from './mail-fixture.js';

/** What a mail link holds, as the person who gets it sees it. */
export interface MailedLink {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly url: URL;
  readonly token: string;
}

/** A contact with a portal account. */
export async function member(fixture: Fixture, email: string, schoolId = fixture.kiln): Promise<string> {
  const [contact] = await fixture.rows<{ id: string }>(schoolId, 'insert into contact (email) values ($1) returning id', [email]);
  await fixture.rows(schoolId, 'insert into member_account (contact_id) values ($1)', [contact?.id]);
  return contact?.id ?? '';
}

/** Sends the newest system mail that was asked for about a contact, as the worker would. */
export async function sendNewest(
  fixture: Fixture,
  mailer: MailFixture,
  contactId: string,
  type = 'sign_in.link_requested',
): Promise<MailedLink> {
  const [event] = await fixture.rows<{ id: string }>(
    fixture.kiln,
    'select id from event where contact_id = $1 and type = $2 order by id desc limit 1',
    [contactId, type],
  );
  if (!event) throw new Error(`nobody asked for a mail of ${type}`);
  await mailer.systemMail.sendSystemMail({ schoolId: fixture.kiln, eventId: event.id, contactId });
  const mail = mailer.sent.at(-1);
  const url = new URL(/https?:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'http://none.example');
  return {
    to: mail?.to.address ?? '',
    subject: mail?.subject ?? '',
    text: mail?.text ?? '',
    url,
    token: url.searchParams.get('token') ?? '',
  };
}

/** Asks for a link in the portal, and reads it in the mail. */
export async function ask(
  fixture: Fixture,
  mailer: MailFixture,
  visitor: Visitor,
  contactId: string,
  request: { email: string; purpose?: 'sign_in' | 'reset_password'; next?: string },
): Promise<MailedLink> {
  const answer = await visitor.send('POST', '/api/portal/sign-in-link', request);
  if (answer.status !== 202) throw new Error(`no link: ${JSON.stringify(answer.body)}`);
  return sendNewest(fixture, mailer, contactId);
}

/** The welcome link, as an automation mails it. */
export async function welcome(fixture: Fixture, mailer: MailFixture, contactId: string): Promise<MailedLink> {
  await fixture.rows(
    fixture.kiln,
    `with e as (insert into event (type, contact_id, occurred_at, data) values ('sign_in.link_requested', $1, now(), '{"purpose": "welcome"}') returning id)
     select id from e`,
    [contactId],
  );
  return sendNewest(fixture, mailer, contactId);
}

/** Opens a link and presses the button. */
export const follow = (visitor: Visitor, { token }: Pick<MailedLink, 'token'>) =>
  visitor.send('POST', '/api/portal/session/token', { token });

/** Opens a link, as a scanner with scripts does as well. */
export const look = (visitor: Visitor, { token }: Pick<MailedLink, 'token'>) =>
  visitor.send('POST', '/api/portal/session/token/check', { token });
