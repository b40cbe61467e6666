import { z } from 'zod';
import { staffRoles } from '../../../identity/staff-role.js';
import { setting } from '../form.js';
import { onFailure, windowLabels, windowNames } from '../shared/retrying.js';
import { textWithValues } from '../shared/text-with-values.js';

/** Who is notified, and the text. */
export const NotifyStaffConfig = z.object({
  role: setting(z.enum(['everyone', ...staffRoles]).default('everyone'), {
    title: 'Who is notified',
    help: 'If no one has this role, the owners are notified.',
    control: 'select',
    options: { everyone: 'Everyone on the staff', owner: 'Owners', admin: 'Admins', support: 'Support' },
  }),
  subject: setting(textWithValues(150, 'Write a subject.'), { title: 'Subject', control: 'text' }),
  message: setting(textWithValues(2000, 'Write a message.'), {
    title: 'Message',
    help: 'The person’s name and email address, and a link to their page, are added below the message.',
    control: 'textarea',
  }),
  retryFor: setting(z.enum(windowNames).default('days3'), {
    title: 'Keep trying for',
    help: 'While the mail server cannot be reached.',
    control: 'select',
    options: windowLabels,
  }),
  onFailure: onFailure(),
});
export type NotifyStaffConfig = z.output<typeof NotifyStaffConfig>;
