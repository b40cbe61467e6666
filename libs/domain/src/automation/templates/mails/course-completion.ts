import type { MailTemplate } from '../../../messaging/template.js';

/** Mails of the course completion. About a `course.completed` event. */
export const courseCompletionMails = {
  'certificate-waits': {
    subject: 'You finished {{ event.courseTitle }}',
    previewText: 'Your certificate could not be made yet.',
    blocks: [
      { type: 'heading', text: 'You did it' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You have completed <strong>{{ event.courseTitle }}</strong>. That took patience, and it shows.</p><p>Your certificate could not be made yet. If we do not have your name, your certificates page asks for it; the certificate is made as soon as you have entered it. Otherwise we are looking into it.</p>',
      },
      { type: 'button', label: 'Go to my certificates', url: '{{ links.portal }}/certificates' },
    ],
  },
  'next-course': {
    subject: 'What comes after {{ event.courseTitle }}?',
    previewText: 'While your hands still remember: a look at what else there is.',
    blocks: [
      { type: 'heading', text: 'Keep going while it is fresh' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>A few days ago you finished {{ event.courseTitle }}. What one has just learned settles best with a next small step, so here is where the other courses are.</p><p>Not sure which fits? Tell us what you would like to make next, and we answer with one suggestion.</p>',
      },
      { type: 'button', label: 'See the courses', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
