import { z } from 'zod';
import { staffRoles } from '../../../identity/staff-role.js';
import { setting } from '../form.js';
import { DurationAmount, DurationUnit, isTooLong, unitOptions } from '../shared/duration.js';
import { textWithValues } from '../shared/text-with-values.js';

/** The ports of the two answers. */
export const answerPorts = ['approved', 'declined'] as const;
/** The port that is taken if nobody answers in time. */
export const noAnswerPort = 'noAnswer';

/** Who may decide, the question, and how long the journey waits for the answer. */
export const ApprovalConfig = z
  .object({
    role: setting(z.enum(['everyone', ...staffRoles]).default('everyone'), {
      title: 'Who can decide',
      help: 'They get an email. Owners can always decide, and get the email if no one has the role.',
      control: 'select',
      options: { everyone: 'Everyone on the staff', owner: 'Owners', admin: 'Admins', support: 'Support' },
    }),
    question: setting(textWithValues(500, 'Write a question.'), {
      title: 'Question',
      help: 'May contain values such as {{ contact.name }}.',
      control: 'textarea',
    }),
    limitAmount: setting(DurationAmount.default(7), { title: 'Time limit', control: 'number' }),
    limitUnit: setting(DurationUnit.default('days'), { title: 'Unit', control: 'select', options: unitOptions }),
    remindAfterHours: setting(z.int().min(1).max(8760).nullable().default(24), {
      title: 'Remind them after, in hours',
      help: 'Leave empty to send no reminder.',
      control: 'number',
    }),
  })
  .superRefine(({ limitAmount, limitUnit }, context) => {
    if (isTooLong({ amount: limitAmount, unit: limitUnit }))
      context.addIssue({ code: 'custom', path: ['limitAmount'], message: 'Use at most ten years.' });
  });
export type ApprovalConfig = z.output<typeof ApprovalConfig>;
