import type { MailTemplate } from '../../../messaging/template.js';

/** Emails of the trial rescue. About a `trial.ended` event whose outcome is `paused`: nothing was charged. */
export const trialRescueMails = {
  'come-back': {
    subject: 'Your place in {{ event.planTitle }} is still here',
    previewText: 'What you did in the trial is kept. Add a card to continue.',
    blocks: [
      { type: 'heading', text: 'Come back when you like' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your trial of {{ event.planTitle }} ended on {{ event.trialEndedAt | date_long }}. The lessons you finished are still ticked off, and your place in each course is kept.</p><p>If you need more time, add a card and continue where you left off.</p>',
      },
      { type: 'button', label: 'Continue where I left off', url: '{{ links.account }}' },
    ],
  },
  'last-call': {
    subject: 'What was missing in {{ event.planTitle }}?',
    previewText: 'One line is enough. A person reads every reply.',
    blocks: [
      { type: 'heading', text: 'What was missing?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>You tried {{ event.planTitle }} and did not stay. We would like to know why: the content, the time, the price? Reply to this email with a line or two, and a person will read it.</p><p>If you would like to return, your progress is still there.</p>',
      },
      { type: 'button', label: 'Continue where I left off', url: '{{ links.account }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
