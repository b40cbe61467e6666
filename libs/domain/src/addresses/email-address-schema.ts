import { z } from 'zod';
import { emailAddressMessages, parseEmailAddress } from './email-address.js';

/**
 * {@link parseEmailAddress} as a schema, which takes what a person typed and returns the stored form. In a file of its own, so
 * that the portal's forms do not load zod.
 */
export const EmailAddress = z
  .string(emailAddressMessages.not_an_address)
  .max(320, 'at most 254 characters')
  .meta({ format: 'email' })
  .transform((text, context) => {
    const parsed = parseEmailAddress(text);
    if (parsed.ok) return parsed.address;
    context.issues.push({ code: 'custom', message: parsed.message, input: text });
    return z.NEVER;
  });
