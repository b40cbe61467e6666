import { z } from 'zod';
import { EmailAddress } from '../addresses/email-address-schema.js';
import { TimeZone } from '../calendar/time-zone-schema.js';
import { PersonName } from '../identity/person-name-schema.js';

/** What the list of contacts can be sorted by. */
export const contactSortColumns = ['createdAt', 'email', 'name'] as const;

/** A contact that staff add. */
export const ContactInput = z
  .object({ email: EmailAddress, name: PersonName.default(''), timeZone: TimeZone.optional(), clockId: z.uuid().optional() })
  .meta({ id: 'ContactInput' });
export type ContactInput = z.output<typeof ContactInput>;
/** Any part of a contact. */
export const ContactChange = z
  .object({
    email: EmailAddress.optional(),
    name: PersonName.optional(),
    timeZone: TimeZone.nullable().optional(),
    clockId: z.uuid().nullable().optional(),
  })
  .meta({ id: 'ContactChange' });
export type ContactChange = z.output<typeof ContactChange>;
/** The longest temporary access that staff can grant, in days. */
export const longestGrantDays = 3660;

/** Access to a product that staff grant; permanent without `days`. */
export const GrantInput = z
  .object({
    productId: z.uuid('choose a product'),
    days: z
      .int('a whole number of days')
      .min(1, 'at least 1 day')
      .max(longestGrantDays, `at most ${longestGrantDays} days`)
      .nullable()
      .default(null),
  })
  .meta({ id: 'GrantInput' });
export type GrantInput = z.output<typeof GrantInput>;
/** Source of a consent, as proof. */
export const ConsentNote = z
  .string()
  .trim()
  .min(3, 'enter the source of the decision, such as “sign-up sheet at the open day”')
  .max(300, 'at most 300 characters');

/** A decision about marketing email that staff record. */
export const ConsentInput = z
  .object({ decision: z.enum(['given', 'withdrawn']), note: ConsentNote })
  .meta({ id: 'ConsentInput' });
export type ConsentInput = z.output<typeof ConsentInput>;
