import { z } from 'zod';
import { emailAddress } from '../addresses/email-address-schema.js';

/** Six-digit hex, e.g. `#1f6f5c`. */
export const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'is a colour such as #1f6f5c');

/** What makes a mail the school's own. Plain text, never Liquid. */
export const mailBrand = z.object({
  schoolName: z.string().trim().min(1).max(100),
  logoUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  colour: hexColour,
  supportEmail: emailAddress,
  /** Postal address, shown in the footer; many countries ask for it in marketing mail. */
  address: z.string().trim().max(300).optional(),
});

export type MailBrand = z.output<typeof mailBrand>;
