import type { MailTemplate } from '../../../messaging/template.js';

/** The email about another course. About the `course.completed` event it began with. */
export const nextCourseMails = {
  suggestion: {
    subject: 'What to learn after {{ event.courseTitle }}',
    previewText: 'One more course continues where this one stopped.',
    blocks: [
      { type: 'heading', text: 'Continue where you stopped' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>A week ago you finished {{ event.courseTitle }}. There is a course that continues where it stopped, and you already have what you need for it.</p><p>Have a look at the first lesson, and decide then.</p>',
      },
      { type: 'button', label: 'See the course', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
