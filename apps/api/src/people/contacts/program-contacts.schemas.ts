import { EmailAddress } from '@perennial/domain/addresses';
import { TimeZone } from '@perennial/domain/calendar';
import { PersonName } from '@perennial/domain/identity';
import { contactFieldLimits, contactSortColumns, longestTag } from '@perennial/domain/people';
import { z } from 'zod';
import { MembershipView } from '../../billing/memberships/memberships.schemas.js';
import { listQuery, pageOf } from '../../platform/http/schemas.js';
import { FieldValue, NamedFieldValue } from '../contact-fields/contact-fields.schemas.js';
import { ProgramConsent } from './consents.schemas.js';
import { ContactView } from './contacts.schemas.js';

/** A page of people, without a filter of its own. */
export const ProgramContactsQuery = listQuery(contactSortColumns);
export type ProgramContactsQuery = z.output<typeof ProgramContactsQuery>;
export const ProgramContactQuery = ProgramContactsQuery.extend({
  /** Exactly this address, in any case. */
  email: EmailAddress.optional(),
  tag: z.string().max(longestTag).optional(),
});
export type ProgramContactQuery = z.output<typeof ProgramContactQuery>;
/** Creates the contact of an address, or updates the given fields. */
export const ProgramContactInput = z
  .object({
    email: EmailAddress,
    name: PersonName.optional(),
    timeZone: TimeZone.optional(),
    marketingConsent: ProgramConsent.optional(),
    fields: z
      .record(z.string().max(contactFieldLimits.name), FieldValue.nullable())
      .refine((fields) => Object.keys(fields).length <= contactFieldLimits.fields, `at most ${contactFieldLimits.fields} fields`)
      .meta({ description: 'Values of contact fields, by the name or the ID of the field. Null removes a value; others stay.' })
      .optional(),
  })
  .meta({ id: 'ProgramContactInput' });
export type ProgramContactInput = z.output<typeof ProgramContactInput>;

const ofEveryContact = ContactView.pick({
  id: true,
  email: true,
  name: true,
  timeZone: true,
  tags: true,
  hasAccount: true,
  marketingConsentAt: true,
  unsubscribedAt: true,
  createdAt: true,
  access: true,
});
const contact = ofEveryContact.extend({
  fields: z.array(NamedFieldValue).meta({ description: 'Contact fields that have a value.' }),
});
const membership = MembershipView.pick({
  id: true,
  planId: true,
  planTitle: true,
  state: true,
  startedAt: true,
  trialEndsAt: true,
  currentPeriodEndsAt: true,
  endsAt: true,
  endedAt: true,
});
export const ProgramContactView = contact.meta({ id: 'ProgramContact' });
export const ProgramContactPage = pageOf(contact, 'ProgramContactPage');
export const ProgramContactDetailView = contact.extend({ memberships: z.array(membership) }).meta({ id: 'ProgramContactDetail' });
export const ProgramContactStoredView = contact.extend({ created: z.boolean() }).meta({ id: 'ProgramContactStored' });
export type ProgramContactView = z.output<typeof ProgramContactView>;
export type ProgramContactDetailView = z.output<typeof ProgramContactDetailView>;
export type ProgramContactStoredView = z.output<typeof ProgramContactStoredView>;
