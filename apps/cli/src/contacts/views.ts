import type { Schemas } from '@perennial/api-client';
import { instant, joined } from '../output/plain.js';
import { sheet, table } from '../output/table.js';

type Page = Schemas['ProgramContactPage'];
type Detail = Schemas['ProgramContactDetail'];

/** The contacts of a page. */
export function contactsText({ items, total, totalIsExact }: Page): string {
  if (items.length === 0) return 'No contact fits.';
  const rows = table(items, [
    ['NAME', ({ name }) => name],
    ['EMAIL', ({ email }) => email],
    ['TAGS', ({ tags }) => tags.join(', ')],
    ['ID', ({ id }) => id],
  ]);
  const more =
    total > items.length && `${items.length} of ${totalIsExact ? '' : 'more than '}${total} contacts. Show more with --limit.`;
  return joined([rows, more], '\n\n');
}

/** One contact with access and memberships. */
export function contactText(contact: Detail): string {
  const { id, name, email, timeZone, tags, fields, marketingConsentAt, unsubscribedAt, createdAt, access, memberships } = contact;
  const parts = [
    sheet([
      ['Name', name],
      ['Email', email],
      ['Time zone', timeZone],
      ['Tags', tags.join(', ')],
      ...fields.map((field) => [field.name, Array.isArray(field.value) ? field.value.join(', ') : String(field.value)] as const),
      ['Marketing email', consentText(marketingConsentAt, unsubscribedAt)],
      ['Created', instant(createdAt)],
      ['ID', id],
    ]),
    memberships.length > 0 &&
      table(memberships, [
        ['MEMBERSHIP', ({ planTitle }) => planTitle],
        ['STATE', ({ state }) => state],
        ['SINCE', ({ startedAt }) => instant(startedAt)],
        ['PERIOD ENDS', ({ currentPeriodEndsAt }) => instant(currentPeriodEndsAt)],
      ]),
    access.length > 0 &&
      table(access, [
        ['ACCESS TO', ({ title }) => title],
        ['UNTIL', ({ endsAt }) => instant(endsAt) || 'no end'],
      ]),
  ];
  return joined(parts, '\n\n');
}

function consentText(consentAt: string | null, unsubscribedAt: string | null): string {
  if (unsubscribedAt !== null) return `unsubscribed ${instant(unsubscribedAt)}`;
  return consentAt === null ? 'no consent' : `consent of ${instant(consentAt)}`;
}
