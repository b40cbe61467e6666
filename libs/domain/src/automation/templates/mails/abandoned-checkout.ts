import type { MailTemplate } from '../../../messaging/template.js';

/** Emails of the abandoned checkout. About the `checkout.started` event it began with. */
export const abandonedCheckoutMails = {
  reminder: {
    subject: 'Your checkout for {{ event.planTitle }} is still open',
    previewText: 'Nothing was charged. You can finish whenever it suits you.',
    blocks: [
      { type: 'heading', text: 'Still thinking about it?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You began to buy {{ event.planTitle }} and did not finish. Nothing was charged, and you can continue whenever it suits you.</p><p>If something did not work, reply to this email and we will help.</p>',
      },
      { type: 'button', label: 'Back to the plans', url: '{{ links.portal }}' },
    ],
  },
  question: {
    subject: 'Can we answer a question about {{ event.planTitle }}?',
    previewText: 'Reply with a line, and a person will answer.',
    blocks: [
      { type: 'heading', text: 'What would you like to know?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You looked at {{ event.planTitle }} a few days ago. If you are not sure whether it fits, reply and ask. A person reads every reply.</p><p>This is our last email about it.</p>',
      },
      { type: 'button', label: 'Back to the plans', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
