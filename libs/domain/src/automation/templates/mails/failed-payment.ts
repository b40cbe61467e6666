import type { MailTemplate } from '../../../messaging/template.js';

/** Emails of the failed payment. About the `payment.failed` event it began with. */
export const failedPaymentMails = {
  help: {
    subject: 'Can we help with your payment for {{ event.planTitle }}?',
    previewText: 'If money or timing is the reason, we will find a way.',
    blocks: [
      { type: 'heading', text: 'Can we help?' },
      {
        type: 'text',
        html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your payment of {{ event.amount | money }} for {{ event.planTitle }} has been open for a week. If money or timing is the reason, reply to this email, and we will find a way.</p><p>If the card is the problem, you can add another one on your account page.</p>',
      },
      { type: 'button', label: 'Update my card', url: '{{ links.account }}' },
    ],
  },
  staff: {
    subject: 'Unpaid for a week: {{ contact.name | default: contact.email }}, {{ event.amount | money }}',
    previewText: 'The payment for {{ event.planTitle }} is still open.',
    blocks: [
      { type: 'heading', text: 'A payment has been open for a week' },
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
