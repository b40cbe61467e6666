import { NewPassword } from '@perennial/domain/identity';
import { contactSortColumns } from '@perennial/domain/people';
import { z } from 'zod';
import { Instant, listQuery, pageOf } from '../../platform/http/schemas.js';
import { ContactCondition } from './contact-condition.js';

export const ContactQuery = listQuery(contactSortColumns).extend({
  condition: ContactCondition.optional(),
});
export type ContactQuery = z.output<typeof ContactQuery>;
export const PasswordInput = z.object({ password: NewPassword }).meta({ id: 'PasswordInput' });
export type PasswordInput = z.output<typeof PasswordInput>;

export const ContactView = z
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
export type ContactView = z.output<typeof ContactView>;
export const ContactPage = pageOf(ContactView, 'ContactPage');
