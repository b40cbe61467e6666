import type { AgreedToNews } from '../identity/consent.js';
import { mailName } from '../identity/mail-name.js';

/** Addresses that a mail may link to. The sender fills only those that a template uses. */
export const mailLinks = {
  signIn: 'Sign-in link',
  portal: 'Portal',
  account: 'Account page (payments, card, cancellation)',
  payment: 'Invoice page (pay or confirm the payment)',
  course: 'Course page',
  certificate: 'Certificate',
  unsubscribe: 'Unsubscribe',
  person: 'Contact page in the admin app',
  payments: 'Payment settings in the admin app',
} as const;

/** Name of a link, e.g. `signIn` for `{{ links.signIn }}`. */
export type MailLink = keyof typeof mailLinks;

/** Everything a template can read while one mail is rendered. */
export interface MailVariables {
  readonly contact: { readonly name: string; readonly firstName: string; readonly email: string };
  readonly school: { readonly name: string; readonly supportEmail: string };
  /** The event's data, with `occurredAt`. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Partial<Record<MailLink, string>>>;
  /** For the footer of marketing email. */
  readonly news?: AgreedToNews;
}

/** The `contact.…` variables of a person. */
export function contactVariables(person: { readonly name: string | null; readonly email: string }): MailVariables['contact'] {
  return { ...mailName(person.name), email: person.email };
}
