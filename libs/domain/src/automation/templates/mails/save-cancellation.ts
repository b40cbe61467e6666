import type { MailTemplate } from '../../../messaging/template.js';

/** Emails to a member who is about to leave. About the `cancellation.scheduled` event it began with. */
export const saveCancellationMails = {
  listen: {
    subject: 'Before you leave {{ event.planTitle }}',
    previewText: 'Tell us what was missing. A person reads every reply.',
    blocks: [
      { type: 'heading', text: 'What could we do better?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You cancelled {{ event.planTitle }}, and your access lasts until {{ event.endsAt | date_long }}. We would like to know what was missing. Reply with a line or two, and a person will read it.</p><p>If you change your mind, you can undo the cancellation on your account page until that day.</p>',
      },
      { type: 'button', label: 'My account', url: '{{ links.account }}' },
    ],
  },
  'last-days': {
    subject: 'Your access to {{ event.planTitle }} ends on {{ event.endsAt | date_long }}',
    previewText: 'Three days are left, and you can still stay.',
    blocks: [
      { type: 'heading', text: 'Three days are left' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your access to {{ event.planTitle }} ends on {{ event.endsAt | date_long }}. If you would like to stay, undo the cancellation on your account page. Nothing is charged before your next billing date.</p><p>If you leave, your progress is kept for the day you return.</p>',
      },
      { type: 'button', label: 'Stay a member', url: '{{ links.account }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
