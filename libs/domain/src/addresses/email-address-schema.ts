import { z } from 'zod';
import { emailAddressMessages, parseEmailAddress } from './email-address.js';

/** {@link parseEmailAddress} as a schema, in a file of its own so that the portal's forms do not load zod: takes what a person typed, gives the stored form. */
export const emailAddress = z
  .string(emailAddressMessages.not_an_address)
  .max(320, 'at most 254 characters')
  .meta({ format: 'email' })
  .transform((text, context) => {
    const parsed = parseEmailAddress(text);
    if (parsed.ok) return parsed.address;
    context.issues.push({ code: 'custom', message: parsed.message, input: text });
    return z.NEVER;
  });
