import type { MailTemplate } from '../../../messaging/template.js';

/** The email after a year. About the `membership.purchased` event it began with. */
export const membershipAnniversaryMails = {
  thanks: {
    subject: 'A year of {{ event.planTitle }}',
    previewText: 'Thank you for staying with us.',
    blocks: [
      { type: 'heading', text: 'Thank you for a year' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You joined {{ event.planTitle }} a year ago today. Thank you for staying with us.</p><p>What would you like to learn in your second year? Reply with a line. It decides what we make next.</p>',
      },
      { type: 'button', label: 'Open my courses', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
