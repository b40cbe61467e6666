import { pictureName } from '@perennial/domain/school';
import { z } from 'zod';
import { EmailAddress } from '../../platform/http/schemas.js';
import { TimeZone } from '../../platform/http/time-zone.js';
import { isChargeable } from './currency.js';

/** ISO 4217, lower case. */
export const Currency = z.string().trim().toLowerCase().refine(isChargeable, 'must be a currency such as eur, usd or gbp');

/** Settings of the school. */
export const SchoolChange = z
  .object({
    name: z.string().trim().min(1, 'give the school a name').max(100).optional(),
    timeZone: TimeZone.optional(),
    currency: Currency.optional(),
    supportEmail: EmailAddress.optional(),
    chatUrl: z
      .url({ protocol: /^https$/, error: 'must start with https://' })
      .max(2000)
      .nullable()
      .optional(),
    brandColour: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #2f6f5e')
      .optional(),
    /** A picture that was taken in as a logo, or none. */
    logo: pictureName.nullable().optional(),
    graceDays: z.int().min(0, 'at least 0').max(60, 'at most 60').optional(),
  })
  .meta({ id: 'SchoolChange' });
