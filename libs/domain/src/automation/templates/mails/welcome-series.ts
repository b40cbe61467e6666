import type { MailTemplate } from '../../../messaging/template.js';

/** Mails of the welcome series. About a `membership.purchased` event. */
export const welcomeSeriesMails = {
  tour: {
    subject: 'Three things members often miss',
    previewText: 'Your place is kept, your card is yours to change, and somebody answers.',
    blocks: [
      { type: 'heading', text: 'A short look around' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>A few things that are easy to overlook in the first days:</p><ul><li><strong>Your place is kept.</strong> Stop anywhere, even in the middle of a video, and go on from there.</li><li><strong>Your account is in your hands.</strong> Card, invoices and cancelling are all <a href="{{ links.account }}">on one page</a>.</li><li><strong>Somebody answers.</strong> Write to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a>, also with small questions.</li></ul>',
      },
      { type: 'button', label: 'Go on where I stopped', url: '{{ links.portal }}' },
    ],
  },
  check: {
    subject: 'How is it going?',
    previewText: 'One week in. Tell us what helps and what is missing.',
    blocks: [
      { type: 'heading', text: 'Your first week' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You have been with {{ event.planTitle }} for a week. What has helped so far, and what are you still looking for? A line or two is plenty: answer this mail, and a person reads it.</p><p>Did not find the time yet? That is fine. Everything waits for you, and one lesson is a good evening.</p>',
      },
      { type: 'button', label: 'Pick up a lesson', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
