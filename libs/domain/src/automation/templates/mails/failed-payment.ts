import type { MailTemplate } from '../../../messaging/template.js';

/** Mails of the failed payment. About the `payment.failed` event it began with. */
export const failedPaymentMails = {
  help: {
    subject: 'Can we help with your payment for {{ event.planTitle }}?',
    previewText: 'If money or timing is the reason, we will find a way.',
    blocks: [
      { type: 'heading', text: 'Can we help?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your payment of {{ event.amount | money }} for {{ event.planTitle }} has been open for a week. If money or timing is the reason, answer this email, and we will find a way.</p><p>If it is only the card, a new one on your account page is all it takes.</p>',
      },
      { type: 'button', label: 'Update my card', url: '{{ links.account }}' },
    ],
  },
  staff: {
    subject: 'Open for a week: {{ contact.name | default: contact.email }}, {{ event.amount | money }}',
    previewText: '{{ event.planTitle }}. No payment has come yet.',
    blocks: [
      { type: 'heading', text: 'A payment is open for a week' },
      {
        type: 'text',
        html: '<p>{{ contact.name | default: contact.email }} has not paid for {{ event.planTitle }} since the charge failed. A personal message often helps more than another reminder.</p>',
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
} as const satisfies Record<string, MailTemplate>;
