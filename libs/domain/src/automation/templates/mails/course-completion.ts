import type { MailTemplate } from '../../../messaging/template.js';

/** Emails of the course completion. About a `course.completed` event. */
export const courseCompletionMails = {
  'certificate-waits': {
    subject: 'You finished {{ event.courseTitle }}',
    previewText: 'We could not create your certificate yet.',
    blocks: [
      { type: 'heading', text: 'You did it' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You have completed <strong>{{ event.courseTitle }}</strong>. Well done.</p><p>We could not create your certificate yet. If we do not have your name, enter it on your certificates page, and we will create the certificate immediately. Otherwise, we are looking into it.</p>',
      },
      { type: 'button', label: 'Go to my certificates', url: '{{ links.portal }}/certificates' },
    ],
  },
  'next-course': {
    subject: 'What comes after {{ event.courseTitle }}?',
    previewText: 'Our other courses help you practise.',
    blocks: [
      { type: 'heading', text: 'What would you like to learn next?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>A few days ago you finished {{ event.courseTitle }}. New skills stay when you practise them. Our other courses can help with that.</p><p>Not sure which fits? Tell us what you would like to make next, and we will reply with a suggestion.</p>',
      },
      { type: 'button', label: 'See the courses', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
