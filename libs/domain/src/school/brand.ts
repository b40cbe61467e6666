import { z } from 'zod';
import { EmailAddress } from '../addresses/email-address-schema.js';

/** Six-digit hex, e.g. `#1f6f5c`. */
export const HexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as #1f6f5c');

/** The school's branding in emails. Plain text, never Liquid. */
export const MailBrand = z.object({
  schoolName: z.string().trim().min(1).max(100),
  logoUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  colour: HexColour,
  supportEmail: EmailAddress,
  /** Postal address, shown in the footer; many countries ask for it in marketing mail. */
  address: z.string().trim().max(300).optional(),
});
export type MailBrand = z.output<typeof MailBrand>;
