import type { MailTemplate } from '../../../messages/template.js';

/** Mails of the failed payment. About the `payment.failed` event it began with. */
export const failedPaymentMails = {
  failed: {
    subject: 'Your payment for {{ event.planTitle }} did not go through',
    previewText: 'Most often it is an expired card. A new one settles it.',
    blocks: [
      { type: 'heading', text: 'Your payment did not go through' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your bank declined the charge for {{ event.planTitle }}. Most often the card has expired or has reached its limit. A new card under My memberships fixes it.</p>',
      },
      {
        type: 'facts',
        rows: [
          { label: 'Amount', value: '{{ event.amount | money }}' },
          { label: 'Next attempt', value: '{{ event.nextAttemptAt | date_time }}', when: 'event.nextAttemptAt' },
          { label: 'Open until', value: '{{ event.graceEndsAt | date_time }}', when: 'event.graceEndsAt' },
        ],
      },
      { type: 'button', label: 'Update my card', url: '{{ links.account }}' },
    ],
  },
  again: {
    subject: 'Your payment of {{ event.amount | money }} is still open',
    previewText: 'Three days on, and the charge has not gone through yet.',
    blocks: [
      { type: 'heading', text: 'A reminder about your card' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>The payment for {{ event.planTitle }} is still open. {% if event.graceEndsAt %}You can use everything until {{ event.graceEndsAt | date_long }}; after that it closes until the payment is made.{% else %}Please have a look at your card, so that everything stays open.{% endif %}</p><p>Is money the reason? Answer this mail, and we find a way.</p>',
      },
      { type: 'button', label: 'Update my card', url: '{{ links.account }}' },
    ],
  },
  staff: {
    subject: 'Open for a week: {{ contact.name | default: contact.email }}, {{ event.amount | money }}',
    previewText: '{{ event.planTitle }}. Two mails were sent, and no payment has come.',
    blocks: [
      { type: 'heading', text: 'A payment is open for a week' },
      {
        type: 'text',
        html: '<p>{{ contact.name | default: contact.email }} was told twice that the payment for {{ event.planTitle }} failed, and has not paid. A personal word often helps more than a third reminder.</p>',
      },
      {
        type: 'facts',
        rows: [
          { label: 'Person', value: '{{ contact.email }}' },
          { label: 'Amount', value: '{{ event.amount | money }}' },
          { label: 'Failed on', value: '{{ event.occurredAt | date_long }}' },
          { label: 'Access until', value: '{{ event.graceEndsAt | date_long }}', when: 'event.graceEndsAt' },
        ],
      },
      { type: 'button', label: 'See this person', url: '{{ links.person }}' },
    ],
  },
  thanks: {
    subject: 'All is paid, thank you',
    previewText: '{{ event.planTitle }} goes on as before.',
    blocks: [
      { type: 'heading', text: 'Thank you, all is settled' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your payment of {{ event.amount | money }} for {{ event.planTitle }} has arrived. Everything stays open, and there is nothing left to do.</p>',
      },
      { type: 'button', label: 'Go on learning', url: '{{ links.portal }}' },
    ],
  },
} as const satisfies Record<string, MailTemplate>;
