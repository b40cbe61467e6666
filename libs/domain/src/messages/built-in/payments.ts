import type { BuiltInMessage } from '../built-in-message.js';

const payment = { feature: 'membership', audience: 'contact', category: 'transactional', enabledByDefault: true } as const;

/** Messages about charges. */
export const paymentMessages = [
  {
    ...payment,
    key: 'member.payment_succeeded',
    label: 'Payment successfully processed',
    trigger: { eventType: 'payment.succeeded' },
    template: {
      subject: 'Your payment of {{ event.amount | money }}',
      previewText: '{{ event.planTitle }} is paid until {{ event.periodEnd | date_long }}. Thank you.',
      blocks: [
        { type: 'heading', text: 'Thank you, we got your payment' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your payment for {{ event.planTitle }} went through. Here are the details for your records.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Amount', value: '{{ event.amount | money }}' },
            { label: 'Membership', value: '{{ event.planTitle }}' },
            { label: 'Paid on', value: '{{ event.occurredAt | date_long }}' },
            { label: 'Paid until', value: '{{ event.periodEnd | date_long }}' },
            { label: 'Invoice', value: '{{ event.invoiceNumber }}', when: 'event.invoiceNumber' },
          ],
        },
        { type: 'button', label: 'See my payments', url: '{{ links.account }}' },
      ],
    },
  },
  {
    ...payment,
    key: 'member.payment_failed',
    label: 'Payment rejected',
    trigger: { eventType: 'payment.failed' },
    template: {
      subject: 'Your payment for {{ event.planTitle }} did not go through',
      previewText:
        '{% if event.graceEndsAt %}Nothing closes before {{ event.graceEndsAt | date_long }}. A look at your card usually helps.{% else %}A look at your card usually helps.{% endif %}',
      blocks: [
        { type: 'heading', text: 'Your payment did not go through' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your bank declined the charge for {{ event.planTitle }}. Most often the card has expired or reached its limit; a new card on your account page settles it.</p>',
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
        {
          type: 'text',
          html: '{% if event.nextAttemptAt %}<p>If your card is fine, you need not do anything: we try again at the time above.</p>{% else %}<p>We will not try this card again by ourselves, so please add a new one to stay a member.</p>{% endif %}',
        },
      ],
    },
  },
] as const satisfies readonly BuiltInMessage[];
