import { z } from 'zod';
import { MembershipResponse } from '../../billing/memberships/memberships.schemas.js';
import { EmailAddress, listQuery, PersonName, pageOf } from '../../platform/http/schemas.js';
import { TimeZone } from '../../platform/http/time-zone.js';
import { ProgramConsent } from './consents.schemas.js';
import { ContactResponse } from './contacts.schemas.js';

export const ProgramContactQuery = listQuery(['createdAt', 'email', 'name']).extend({
  /** Exactly this address, in any case. */
  email: EmailAddress.optional(),
  tag: z.string().max(60).optional(),
});
/** A person by address: made, or changed where a field is given. */
export const ProgramContactInput = z
  .object({
    email: EmailAddress,
    name: PersonName.optional(),
    timeZone: TimeZone.optional(),
    marketingConsent: ProgramConsent.optional(),
  })
  .meta({ id: 'ProgramContactInput' });

const contact = ContactResponse.pick({
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
const membership = MembershipResponse.pick({
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
export const ProgramContact = contact.meta({ id: 'ProgramContact' });
export const ProgramContactPage = pageOf(contact, 'ProgramContactPage');
export const ProgramContactDetail = contact.extend({ memberships: z.array(membership) }).meta({ id: 'ProgramContactDetail' });
export const ProgramContactStored = contact.extend({ created: z.boolean() }).meta({ id: 'ProgramContactStored' });
export type ProgramContactView = z.infer<typeof ProgramContact>;
export type ProgramContactDetailView = z.infer<typeof ProgramContactDetail>;
export type ProgramContactStoredView = z.infer<typeof ProgramContactStored>;
