import type { MailTemplate } from '../../../messaging/template.js';

/** Emails in the first days of a trial. About the `trial.started` event it began with. */
export const trialCheckInMails = {
  'first-lesson': {
    subject: 'Your first lesson of {{ event.planTitle }}',
    previewText: 'Ten minutes are enough to see what it is like.',
    blocks: [
      { type: 'heading', text: 'Start with one lesson' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your trial of {{ event.planTitle }} began two days ago, and you have not finished a lesson yet. Ten minutes are enough to see what it is like.</p><p>Your trial ends on {{ event.trialEndsAt | date_long }}.</p>',
      },
      { type: 'button', label: 'Open the first lesson', url: '{{ links.portal }}' },
    ],
  },
  'keep-going': {
    subject: 'You have made a start with {{ event.planTitle }}',
    previewText: 'The next lesson is open.',
    blocks: [
      { type: 'heading', text: 'A good start' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You have begun the course, and the next lesson is open. People who do one lesson every other day finish before the trial is over.</p><p>Your trial ends on {{ event.trialEndsAt | date_long }}.</p>',
      },
      { type: 'button', label: 'Continue', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
