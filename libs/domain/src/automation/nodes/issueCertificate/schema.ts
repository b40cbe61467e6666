import { z } from 'zod';
import { setting } from '../form.js';

/** The course of the certificate. */
export const IssueCertificateConfig = z
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
export type IssueCertificateConfig = z.output<typeof IssueCertificateConfig>;
