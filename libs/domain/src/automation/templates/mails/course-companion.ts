import type { MailTemplate } from '../../../messaging/template.js';

/** The email to someone who has stopped. About the `course.started` event it began with. */
export const courseCompanionMails = {
  nudge: {
    subject: 'Continue with {{ event.courseTitle }}',
    previewText: 'The next lesson takes less time than you think.',
    blocks: [
      { type: 'heading', text: 'Your next lesson is ready' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>It has been a week since you finished a lesson of {{ event.courseTitle }}. Your place is kept, and the next lesson is open.</p><p>Half an hour today is enough to get back into it.</p>',
      },
      { type: 'button', label: 'Continue the course', url: '{{ links.course }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
