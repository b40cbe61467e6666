import type { AgreedToNews } from '../identity/consent.js';
import { mailName } from '../identity/mail-name.js';
import type { MailFieldValue } from './contact-field-variables.js';

/** Links available in emails. The sender generates only those that a template uses. */
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
  approvals: 'Approvals in the admin app',
} as const;

/** Name of a link, e.g. `signIn` for `{{ links.signIn }}`. */
export type MailLink = keyof typeof mailLinks;

/** All values that a template can use for one email. */
export interface MailVariables {
  readonly contact: {
    readonly name: string;
    readonly firstName: string;
    readonly email: string;
    /** Values of contact fields, by ID; absent where the template names none. */
    readonly fields?: Readonly<Record<string, MailFieldValue>>;
  };
  readonly school: { readonly name: string; readonly supportEmail: string };
  /** The event's data, with `occurredAt`. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Partial<Record<MailLink, string>>>;
  /** For the footer of marketing email. */
  readonly news?: AgreedToNews;
}

/** The `contact.…` variables of a person. */
export function contactVariables(
  person: { readonly name: string | null; readonly email: string },
  fields?: MailVariables['contact']['fields'],
): MailVariables['contact'] {
  return { ...mailName(person.name), email: person.email, ...(fields && { fields }) };
}
