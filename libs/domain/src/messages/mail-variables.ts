/** Addresses that a mail may link to. The sender fills only those that a template uses. */
export const mailLinks = {
  signIn: 'Login Url (Magic Link)',
  portal: 'Portal',
  account: 'Account page (payments, card, cancellation)',
  course: 'Course page',
  certificate: 'Certificate',
  unsubscribe: 'Unsubscribe',
  person: 'This person in the admin app',
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
}

/** A name as it may stand in a mail: one line and no addresses, so that a sign-up form cannot send its own text to strangers. */
export function printableName(name: string): string {
  return name
    .replace(/(?:[a-z][a-z0-9+.-]*:\/\/|www\.)\S*/gi, ' ')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);
}

/** First word of a name, or nothing where there is none; templates say `default: 'there'`. */
export function firstName(name: string): string {
  return printableName(name).split(' ')[0] ?? '';
}

/** The `contact.…` variables of a person. */
export function contactVariables(person: { readonly name: string | null; readonly email: string }): MailVariables['contact'] {
  const name = printableName(person.name ?? '');
  return { name, firstName: firstName(name), email: person.email };
}
