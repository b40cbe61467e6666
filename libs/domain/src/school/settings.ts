import { z } from 'zod';
import { EmailAddress } from '../addresses/email-address-schema.js';
import { TimeZone } from '../calendar/time-zone-schema.js';
import { HexColour } from './brand.js';
import { Currency } from './currency.js';
import { EmailLimits } from './email-limits.js';
import { PictureName } from './pictures.js';

/** The name of a school. */
export const SchoolName = z.string().trim().min(1, 'give the school a name').max(100, 'at most 100 characters');

/** The first label of the portal's host. */
export const SchoolSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is the first label of the portal’s host: letters, digits, dashes');

/** The longest grace after a failed payment, in days. */
export const longestGraceDays = 60;

/** Settings of a school. */
export const SchoolChange = z
  .object({
    name: SchoolName.optional(),
    timeZone: TimeZone.optional(),
    currency: Currency.optional(),
    supportEmail: EmailAddress.optional(),
    chatUrl: z
      .url({ protocol: /^https$/, error: 'must start with https://' })
      .max(2000, 'at most 2000 characters')
      .nullable()
      .optional(),
    brandColour: HexColour.optional(),
    /** An uploaded logo, or none. */
    logo: PictureName.nullable().optional(),
    graceDays: z.int().min(0, 'at least 0').max(longestGraceDays, `at most ${longestGraceDays}`).optional(),
    /** Quiet hours and limits for marketing emails; null for none. */
    emailLimits: EmailLimits.nullable().optional(),
  })
  .meta({ id: 'SchoolChange' });
export type SchoolChange = z.output<typeof SchoolChange>;
