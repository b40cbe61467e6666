import type { MailTemplate } from '../../../messaging/template.js';

/** Emails to a former member. About the `membership.ended` event it began with. */
export const winBackMails = {
  'miss-you': {
    subject: 'It has been a month since {{ event.planTitle }}',
    previewText: 'Your progress is kept. Continue where you stopped.',
    blocks: [
      { type: 'heading', text: 'Come back when you like' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your membership of {{ event.planTitle }} ended a month ago. Every lesson you finished is still ticked off, so you can continue where you stopped.</p>',
      },
      { type: 'button', label: 'See the plans', url: '{{ links.portal }}' },
    ],
  },
  'last-note': {
    subject: 'One last note about {{ event.planTitle }}',
    previewText: 'After this we will not write about it again.',
    blocks: [
      { type: 'heading', text: 'The door is open' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>We have written once since you left {{ event.planTitle }}, and this is the last time. If you return, your progress is still there.</p><p>If there was a reason to leave that we could have changed, reply and tell us.</p>',
      },
      { type: 'button', label: 'See the plans', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
