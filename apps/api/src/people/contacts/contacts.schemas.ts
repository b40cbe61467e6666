import { z } from 'zod';
import { NewPassword } from '../../identity/auth/auth.schemas.js';
import { EmailAddress, Instant, listQuery, PersonName, pageOf } from '../../platform/http/schemas.js';
import { TimeZone } from '../../platform/http/time-zone.js';
import { ContactCondition } from './contact-condition.js';

export const ContactInput = z
  .object({ email: EmailAddress, name: PersonName.default(''), timeZone: TimeZone.optional(), clockId: z.uuid().optional() })
  .meta({ id: 'ContactInput' });
export const ContactChange = z
  .object({
    email: EmailAddress.optional(),
    name: PersonName.optional(),
    timeZone: TimeZone.nullable().optional(),
    clockId: z.uuid().nullable().optional(),
  })
  .meta({ id: 'ContactChange' });
export const ContactQuery = listQuery(['createdAt', 'email', 'name']).extend({
  condition: ContactCondition.optional(),
});
export const Tag = z
  .string()
  .trim()
  .min(1, 'give the tag a name')
  .max(50, 'at most 50 characters')
  .regex(/^[^,]+$/, 'no commas');
export const GrantInput = z
  .object({ productId: z.uuid(), days: z.int().min(1, 'at least 1 day').max(3660, 'at most 3660 days').nullable().default(null) })
  .meta({ id: 'GrantInput' });
export const PasswordInput = z.object({ password: NewPassword }).meta({ id: 'PasswordInput' });

export const ContactResponse = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    timeZone: z.string().nullable(),
    tags: z.array(z.string()),
    hasAccount: z.boolean(),
    lastLoginAt: Instant.nullable(),
    /** When consent to marketing email took effect; null without consent. */
    marketingConsentAt: Instant.nullable(),
    unsubscribedAt: Instant.nullable(),
    clockId: z.uuid().nullable(),
    createdAt: Instant,
    access: z.array(z.object({ productId: z.uuid(), title: z.string(), endsAt: Instant.nullable() })),
  })
  .meta({ id: 'Contact' });
export type ContactView = z.infer<typeof ContactResponse>;
export const ContactPage = pageOf(ContactResponse, 'ContactPage');
