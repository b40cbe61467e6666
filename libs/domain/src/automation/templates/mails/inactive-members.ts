import type { MailTemplate } from '../../../messaging/template.js';

/** The email after two weeks without a visit. About the `contact.logged_in` event it began with. */
export const inactiveMembersMails = {
  'come-by': {
    subject: 'Your courses are waiting',
    previewText: 'It has been two weeks since your last visit.',
    blocks: [
      { type: 'heading', text: 'Take up where you stopped' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>It has been two weeks since you last signed in. Your courses are open, and your place in each of them is kept.</p><p>If something is in the way, reply to this email and tell us.</p>',
      },
      { type: 'button', label: 'Open my courses', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
