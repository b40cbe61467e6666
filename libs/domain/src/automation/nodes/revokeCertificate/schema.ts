import { z } from 'zod';
import { setting } from '../form.js';
import { textWithValues } from '../shared/text-with-values.js';

/** Which certificates are revoked, and why. */
export const RevokeCertificateConfig = z
  .object({
    courseFrom: setting(z.enum(['event', 'fixed', 'all']).default('fixed'), {
      title: 'For which course',
      control: 'select',
      options: { event: 'The course of the trigger', fixed: 'A specific course', all: 'All their courses' },
    }),
    courseId: setting(z.uuid({ error: 'Choose a course.' }).nullable().default(null), {
      title: 'Course',
      control: 'reference',
      reference: 'course',
      showWhen: { setting: 'courseFrom', is: ['fixed'] },
    }),
    reason: setting(textWithValues(200, 'Write a reason.'), {
      title: 'Reason',
      help: 'Everyone who checks the certificate can read it.',
      control: 'text',
    }),
  })
  .refine(({ courseFrom, courseId }) => courseFrom !== 'fixed' || courseId !== null, {
    path: ['courseId'],
    error: 'Choose a course.',
  });
export type RevokeCertificateConfig = z.output<typeof RevokeCertificateConfig>;
