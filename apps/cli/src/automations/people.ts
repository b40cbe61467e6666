import type { Schemas } from '@perennial/api-client';
import { wrongUsage } from '../failure.js';

/** Options that say who is added. */
export interface PeopleOptions {
  readonly contact?: readonly string[];
  readonly email?: readonly string[];
  readonly emailsFrom?: string;
  readonly segment?: string;
  readonly everyone?: boolean;
}

/**
 * The people of a request.
 * @param addresses the content of the file with addresses, one a line
 * @throws {Failure} unless the options name people in exactly one way
 */
export function peopleOf(options: PeopleOptions, addresses: string | null): Schemas['EntryPeople'] {
  const { contact = [], email = [], segment, everyone = false } = options;
  const emails = [...email, ...linesOf(addresses ?? '')];
  const ways: Schemas['EntryPeople'][] = [
    ...(contact.length > 0 ? [{ who: 'contacts' as const, contactIds: [...contact] }] : []),
    ...(emails.length > 0 || options.emailsFrom !== undefined ? [{ who: 'emails' as const, emails }] : []),
    ...(segment === undefined ? [] : [{ who: 'segment' as const, segmentId: segment }]),
    ...(everyone ? [{ who: 'everyone' as const }] : []),
  ];
  const [people] = ways;
  if (!people) throw wrongUsage('Say who starts: --email, --emails-from, --contact, --segment or --everyone.');
  if (ways.length > 1) throw wrongUsage('Say who starts in one way only: addresses, contacts, a segment or everyone.');
  if (people.who === 'emails' && emails.length === 0) throw wrongUsage(`There are no addresses in ${options.emailsFrom}.`);
  return people;
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
