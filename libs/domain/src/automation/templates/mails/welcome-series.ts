import type { MailTemplate } from '../../../messaging/template.js';

/** Emails of the welcome series. About a `membership.purchased` event. */
export const welcomeSeriesMails = {
  tour: {
    subject: 'Three things members often miss',
    previewText: 'Your progress is saved, you control your account, and someone answers your questions.',
    blocks: [
      { type: 'heading', text: 'A short introduction' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>A few things that are easy to overlook in the first days:</p><ul><li><strong>Your progress is saved.</strong> Stop anywhere, even in the middle of a video, and continue from there.</li><li><strong>You control your account.</strong> Your card, invoices and cancellation are all <a href="{{ links.account }}">on one page</a>.</li><li><strong>Someone answers.</strong> Write to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a>, even with small questions.</li></ul>',
      },
      { type: 'button', label: 'Continue where I left off', url: '{{ links.portal }}' },
    ],
  },
  check: {
    subject: 'How is it going?',
    previewText: 'One week in. Tell us what helps and what is missing.',
    blocks: [
      { type: 'heading', text: 'Your first week' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You have been with {{ event.planTitle }} for a week. What has helped so far, and what are you still looking for? A line or two is plenty: reply to this email, and a person will read it.</p><p>If you have not had time yet, that is fine. Your lessons are ready when you are.</p>',
      },
      { type: 'button', label: 'Go to my courses', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
