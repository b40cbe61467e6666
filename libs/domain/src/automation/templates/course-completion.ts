import { courseCompletionMails } from './mails/course-completion.js';
import { type AutomationTemplate, days, draw, mail, startWith, waitFor } from './template.js';

/** Certificate, and what to learn next. The built-in message “Certificate issued” sends it with congratulations. */
export const courseCompletion: AutomationTemplate = {
  id: 'course-completion',
  name: 'Course completion',
  description:
    'Issues the certificate when a course is completed, and suggests what to learn next. The email with the certificate is in the email settings.',
  category: 'Courses',
  mails: [
    {
      key: 'certificate-waits',
      label: 'Congratulations, the certificate is not ready yet',
      content: courseCompletionMails['certificate-waits'],
    },
    { key: 'next-course', label: 'What to learn next', content: courseCompletionMails['next-course'] },
  ],
  build: (ids) =>
    draw(
      [
        startWith('course.completed'),
        { id: 'certificate', kind: 'issueCertificate', config: { courseFrom: 'event', courseId: null } },
        waitFor('issued', 'ready', 'certificate.issued', 1),
        mail('certificate-waits', ids),
        days('three-days', 3),
        mail('next-course', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'certificate'],
        ['certificate', 'next', 'issued'],
        ['issued', 'ready', 'three-days'],
        ['issued', 'timeout', 'certificate-waits'],
        ['certificate-waits', 'next', 'three-days'],
        ['three-days', 'next', 'next-course'],
      ],
      { entry: { policy: 'once_per_key', key: 'courseId' } },
    ),
};
