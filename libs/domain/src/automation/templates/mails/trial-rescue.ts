import type { MailTemplate } from '../../../messages/template.js';

/** Mails of the trial rescue. About a `trial.ending` event. */
export const trialRescueMails = {
  'add-card': {
    subject: 'Keep {{ event.planTitle }} after {{ event.trialEndsAt | date_long }}',
    previewText: 'There is no card on your account yet. Adding one takes a minute.',
    blocks: [
      { type: 'heading', text: 'Would you like to stay?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your trial of {{ event.planTitle }} ends in {{ event.daysLeft }} days, and there is no card on your account. Add one before then and everything goes on without a break. If you would rather not, do nothing: the trial ends and you pay nothing.</p>',
      },
      {
        type: 'facts',
        rows: [
          { label: 'Trial ends', value: '{{ event.trialEndsAt | date_time }}' },
          { label: 'Price after that', value: '{{ event.amount | money }}' },
        ],
      },
      { type: 'button', label: 'Add a card', url: '{{ links.account }}' },
    ],
  },
  reminder: {
    subject: 'Your trial ends in {{ event.daysLeft }} days',
    previewText: 'If you like it here, there is nothing to do.',
    blocks: [
      { type: 'heading', text: 'Your trial is nearly over' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>If {{ event.planTitle }} is right for you, there is nothing to do: it simply goes on, and we charge your card when the trial ends. If it is not, cancel before then and you pay nothing.</p>',
      },
      {
        type: 'facts',
        rows: [
          { label: 'Trial ends', value: '{{ event.trialEndsAt | date_time }}' },
          { label: 'First charge', value: '{{ event.amount | money }}' },
        ],
      },
      { type: 'button', label: 'See my membership', url: '{{ links.account }}' },
    ],
  },
  'last-call': {
    subject: 'Your place in {{ event.planTitle }} is still here',
    previewText: 'What you did in the trial is kept. One card opens it again.',
    blocks: [
      { type: 'heading', text: 'Come back when you like' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your trial of {{ event.planTitle }} is over, and we have not charged you anything. The lessons you finished are still ticked off, and your place in each course is kept.</p><p>If the time was too short to tell, add a card and go on from where you stopped. And if something kept you from it, tell us: answer this mail.</p>',
      },
      { type: 'button', label: 'Go on where I stopped', url: '{{ links.account }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
