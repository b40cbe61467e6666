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
      subject:
        '{% if event.needsConfirmation %}Confirm your payment for {{ event.planTitle }}{% else %}Your payment for {{ event.planTitle }} did not go through{% endif %}',
      previewText:
        '{% if event.graceEndsAt %}You keep access until {{ event.graceEndsAt | date_long }}. {% endif %}{% if event.needsConfirmation %}Your bank asks you to confirm it.{% else %}Check your card under My memberships.{% endif %}',
      blocks: [
        {
          type: 'heading',
          text: '{% if event.needsConfirmation %}Please confirm your payment{% else %}Your payment did not go through{% endif %}',
        },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p>{% if event.needsConfirmation %}<p>Your card is fine, but your bank wants you to confirm the charge for {{ event.planTitle }} yourself. The button below leads to the page where you do that.</p>{% else %}<p>Your bank declined the charge for {{ event.planTitle }}. Usually, the card has expired or has reached its limit. You can add another card under My memberships.</p>{% endif %}',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Amount', value: '{{ event.amount | money }}' },
            {
              label: 'Next attempt',
              value: '{{ event.nextAttemptAt | date_time }}',
              when: 'event.nextAttemptAt and event.needsConfirmation != true',
            },
            { label: 'Open until', value: '{{ event.graceEndsAt | date_time }}', when: 'event.graceEndsAt' },
          ],
        },
        {
          type: 'button',
          label: 'Confirm the payment',
          url: '{{ links.payment }}',
          when: 'event.needsConfirmation',
        },
        { type: 'button', label: 'Update my card', url: '{{ links.account }}', when: 'event.needsConfirmation != true' },
        {
          type: 'text',
          html: '{% if event.needsConfirmation %}<p>Without your confirmation the bank does not release the payment. You can use another card on <a href="{{ links.account }}">your account page</a> instead.</p>{% elsif event.nextAttemptAt %}<p>If your card is fine, you do not need to do anything. We will retry at the time above.</p>{% else %}<p>We will not retry this card, so please add a new one to stay a member.</p>{% endif %}',
        },
      ],
    },
  },
  {
    ...payment,
    key: 'member.paid_after_end',
    label: 'Payment received after the membership ended',
    trigger: { eventType: 'payment.received_after_end' },
    template: {
      subject: 'Your payment arrived after {{ event.planTitle }} had ended',
      previewText: 'It does not give you access. We will contact you.',
      blocks: [
        { type: 'heading', text: 'Your payment arrived after your membership ended' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>We received a payment for {{ event.planTitle }}, but your membership had ended on {{ event.endedAt | date_long }}, so the payment does not give you access. We have been notified and will refund it or agree on another solution with you.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Amount', value: '{{ event.amount | money }}' },
            { label: 'Paid on', value: '{{ event.occurredAt | date_long }}' },
            { label: 'Invoice', value: '{{ event.invoiceNumber }}', when: 'event.invoiceNumber' },
          ],
        },
        {
          type: 'text',
          html: '<p>If you do not hear from us, write to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a>.</p>',
        },
      ],
    },
  },
] as const satisfies readonly BuiltInMessage[];
