import { accountMessages } from './built-in/account.js';
import { courseMessages } from './built-in/courses.js';
import { membershipMessages } from './built-in/membership.js';
import type { BuiltInMessage } from './built-in-message.js';

/** All built-in messages, in the order of the email settings page. */
export const builtInMessages = [...membershipMessages, ...courseMessages, ...accountMessages] as const;

/** Key of a built-in message, e.g. `member.payment_failed`. */
export type BuiltInMessageKey = (typeof builtInMessages)[number]['key'];

/** The message with this key, if there is one. */
export const builtInMessage = (key: string): BuiltInMessage | undefined => builtInMessages.find((message) => message.key === key);
