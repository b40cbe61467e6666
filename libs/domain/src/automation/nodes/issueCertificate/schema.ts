import { z } from 'zod';
import { setting } from '../form.js';

/** For which course. */
export const issueCertificateSchema = z
  .object({
    courseFrom: setting(z.enum(['event', 'fixed']).default('event'), {
      title: 'For which course',
      control: 'select',
      options: { event: 'The course they completed', fixed: 'A specific course' },
    }),
    courseId: setting(z.uuid({ error: 'Choose a course.' }).nullable().default(null), {
      title: 'Course',
      control: 'reference',
      reference: 'course',
      showWhen: { setting: 'courseFrom', is: ['fixed'] },
    }),
  })
  .refine(({ courseFrom, courseId }) => courseFrom === 'event' || courseId !== null, {
    path: ['courseId'],
    error: 'Choose a course.',
  });

/** Settings of a certificate. */
export type IssueCertificateConfig = z.output<typeof issueCertificateSchema>;
