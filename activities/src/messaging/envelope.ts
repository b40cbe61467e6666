import { createHash } from 'node:crypto';
import type { School } from '@perennial/db';
import { mailName } from '@perennial/domain/identity';
import type { PublicAddresses } from './mail-links.js';
import type { MailOrder } from './mail-order.js';
import type { OutgoingMail } from './mailer.port.js';

/** The recipient of an email. */
export interface Recipient {
  readonly address: string;
  readonly name: string;
}

/** The name in To must be safe for emails, because anyone can enter a name with someone else's address. */
export const recipientOf = ({ email, name }: { readonly email: string; readonly name: string }): Recipient => ({
  address: email,
  name: mailName(name).name,
});

/** Sender, recipient, and a Message-ID that is the same for repeated attempts. */
export function envelopeOf(
  { schoolId, key }: Pick<MailOrder, 'schoolId' | 'key'>,
  school: School,
  to: Recipient,
  addresses: PublicAddresses,
): Pick<OutgoingMail, 'from' | 'to' | 'replyTo' | 'messageId'> {
  const host = addresses.mailHost(school.slug);
  const id = createHash('sha256').update(`${schoolId}:${key}:${to.address}`).digest('hex').slice(0, 32);
  return {
    from: { name: school.name, address: `hello@${host}` },
    to,
    replyTo: school.supportEmail,
    messageId: `<${id}@${host}>`,
  };
}
