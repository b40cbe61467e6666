/** Why a text is not an email address that we can deliver to. */
export type EmailAddressProblem = 'not_an_address' | 'local_part' | 'non_ascii_local_part' | 'domain' | 'too_long';

/** The normalised email address, or why the text is not one. */
export type ParsedEmailAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: EmailAddressProblem; readonly message: string };

/** A message for each problem, shown after the name of a field. */
export const emailAddressMessages: Readonly<Record<EmailAddressProblem, string>> = {
  not_an_address: 'must be an email address such as ana@example.org',
  local_part: 'has a mistake before the @: use letters, digits and signs such as . + - & /, with no dot first, last or doubled',
  non_ascii_local_part: 'must use only letters from a to z before the @; the domain after it may be international',
  domain: 'has a mistake after the @: the domain must look like example.org',
  too_long: 'is too long: at most 64 characters before the @, and 254 in all',
};

/** RFC 5321 `atext`. Quoted local parts are refused: no provider issues them, and many programs cannot process them. */
const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * The only check of email addresses, for the API, forms and programs. An address is an RFC 5321 dot-atom before the @, and an
 * international domain name after it, which becomes its ASCII form (`пример.рф` → `xn--e1afmkfd.xn--p1ai`). Always lower case,
 * because providers do not distinguish `Ana@` from `ana@`, and one person must not become two. Non-ASCII local parts are refused,
 * because they need SMTPUTF8 on every mail server on the path.
 */
export function parseEmailAddress(text: string): ParsedEmailAddress {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || at === trimmed.length - 1 || /\s/.test(trimmed)) return refused('not_an_address');
  const local = trimmed.slice(0, at).toLowerCase();
  // Checked before the domain is parsed as a URL, because the URL parser refuses an overlong domain with another message.
  if (local.length > 64 || trimmed.length > 320) return refused('too_long');
  if (local.includes('@')) return refused('not_an_address');
  if (/\P{ASCII}/u.test(local)) return refused('non_ascii_local_part');
  if (!local.split('.').every((part) => atom.test(part))) return refused('local_part');
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (!domain) return refused('domain');
  const address = `${local}@${domain}`;
  return address.length > 254 ? refused('too_long') : { ok: true, address };
}

/** For forms: the problem of an email address as a sentence, or null. */
export function emailAddressProblem(text: string): string | null {
  if (text.trim() === '') return 'Enter an email address.';
  const parsed = parseEmailAddress(text);
  return parsed.ok ? null : `This address ${parsed.message}.`;
}

/** A masked address that only its owner recognises: `a***@example.org`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}***${address.slice(at)}`;
}

/** The domain in ASCII (UTS #46, as in web addresses), or null if it is not a domain. */
function asciiDomain(domain: string): string | null {
  // Characters that end or change the host of a URL. A domain never contains them.
  if (/[/\\?#@:%[\]]/.test(domain)) return null;
  const url = `https://${domain}/`;
  if (!URL.canParse(url)) return null;
  const ascii = new URL(url).hostname;
  const labels = ascii.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || ascii.length > 253 || !/[a-z]/.test(top) || top.length < 2) return null;
  return labels.every((part) => part.length <= 63 && label.test(part)) ? ascii : null;
}

const refused = (problem: EmailAddressProblem): ParsedEmailAddress => ({
  ok: false,
  problem,
  message: emailAddressMessages[problem],
});
