import { z } from 'zod';
import { LocalTime } from '../calendar/local-time.js';

/** The longest time for which a marketing email may be held, in days. */
export const longestHoldDays = 30;
const mostEmails = 100;

const emails = z.int('enter a whole number').min(1, 'at least 1').max(mostEmails, `at most ${mostEmails}`).nullable();

/** When, and how often, marketing emails of automations may be sent to one person. */
export const EmailLimits = z
  .object({
    /** Start and end of the quiet hours on the person's clock; both null for none. The end may be on the next day. */
    quietFrom: LocalTime.nullable(),
    quietTo: LocalTime.nullable(),
    /** Emails within 24 hours; null for any number. */
    perDay: emails,
    /** Emails within 7 days; null for any number. */
    perWeek: emails,
    /** An email that would be held for longer than so many days is not sent. */
    giveUpAfterDays: z.int('enter a whole number').min(1, 'at least 1').max(longestHoldDays, `at most ${longestHoldDays}`),
  })
  .superRefine(({ quietFrom, quietTo }, context) => {
    const need = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (quietFrom && !quietTo) need('quietTo', 'enter when the quiet hours end');
    if (quietTo && !quietFrom) need('quietFrom', 'enter when the quiet hours begin');
    if (quietFrom && quietFrom === quietTo) need('quietTo', 'choose another time than the start');
  })
  .meta({ id: 'EmailLimits' });
export type EmailLimits = z.output<typeof EmailLimits>;
