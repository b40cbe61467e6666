import type { BuiltInMessage } from '../built-in-message.js';

const staff = { feature: 'membership', audience: 'staff', category: 'transactional', enabledByDefault: true } as const;

/** Messages to the school's own people. */
export const staffMessages = [
  {
    ...staff,
    key: 'staff.membership_bought',
    label: 'A student bought a membership',
    trigger: { eventType: 'membership.purchased' },
    template: {
      subject: '{{ contact.name | default: contact.email }} bought {{ event.planTitle }}',
      previewText:
        '{{ event.amount | money }} {{ event.interval }}{% if event.trialEndsAt %}, free until {{ event.trialEndsAt | date_long }}{% endif %}',
      blocks: [
        { type: 'heading', text: 'A new member' },
        {
          type: 'text',
          html: '<p><strong>{{ contact.name | default: contact.email }}</strong> bought {{ event.planTitle }}.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Member', value: '{{ contact.email }}' },
            { label: 'Price', value: '{{ event.amount | money }} {{ event.interval }}' },
            { label: 'Free until', value: '{{ event.trialEndsAt | date_time }}', when: 'event.trialEndsAt' },
            { label: 'Bought', value: '{{ event.occurredAt | date_time }}' },
          ],
        },
        { type: 'button', label: 'See this member', url: '{{ links.person }}' },
      ],
    },
  },
  {
    ...staff,
    key: 'staff.membership_cancelled',
    label: 'A student cancelled a membership',
    trigger: { eventType: 'cancellation.scheduled' },
    template: {
      subject: '{{ contact.name | default: contact.email }} cancelled {{ event.planTitle }}',
      previewText: 'The membership runs until {{ event.endsAt | date_long }}. A personal message may still help.',
      blocks: [
        { type: 'heading', text: 'A member is leaving' },
        {
          type: 'text',
          html: '<p><strong>{{ contact.name | default: contact.email }}</strong> cancelled {{ event.planTitle }}. The membership stays open until the date below and is not charged again. Until then the member can undo the cancellation.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Member', value: '{{ contact.email }}' },
            { label: 'Cancelled', value: '{{ event.occurredAt | date_time }}' },
            { label: 'Open until', value: '{{ event.endsAt | date_time }}' },
            { label: 'Reason', value: '{{ event.memberReason }}', when: 'event.memberReason' },
          ],
        },
        { type: 'button', label: 'See this member', url: '{{ links.person }}' },
      ],
    },
  },
  {
    ...staff,
    key: 'staff.paid_after_end',
    label: 'A student paid after the membership ended',
    trigger: { eventType: 'payment.received_after_end' },
    template: {
      subject: '{{ contact.name | default: contact.email }} paid after {{ event.planTitle }} had ended',
      previewText: 'The payment gave no access. Refund it in Stripe, or give access.',
      blocks: [
        { type: 'heading', text: 'A payment after the membership ended' },
        {
          type: 'text',
          html: '<p><strong>{{ contact.name | default: contact.email }}</strong> paid an invoice of {{ event.planTitle }} after the membership had ended. Refund the payment in your Stripe dashboard, or give this person access. We have told them that you will contact them.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Amount', value: '{{ event.amount | money }}' },
            { label: 'Paid', value: '{{ event.occurredAt | date_time }}' },
            { label: 'Membership ended', value: '{{ event.endedAt | date_time }}' },
            { label: 'Invoice', value: '{{ event.invoiceNumber }}', when: 'event.invoiceNumber' },
          ],
        },
        { type: 'button', label: 'See this member', url: '{{ links.person }}' },
      ],
    },
  },
  {
    ...staff,
    key: 'staff.stripe_broken',
    label: 'The connection to Stripe is broken',
    trigger: { eventType: 'stripe.connection_broken' },
    template: {
      subject: 'Stripe refuses the connection of {{ school.name }}',
      previewText: 'No one can buy, and memberships are not updated until a key works again.',
      blocks: [
        { type: 'heading', text: 'The connection to Stripe is broken' },
        {
          type: 'text',
          html: '{% if event.reason == "key_rejected" %}<p>Stripe no longer accepts the stored key. It may have been rotated or deleted, or it may have expired.</p>{% else %}<p>The stored key lacks a permission. It must be able to read events, and to read and change subscriptions and invoices.</p>{% endif %}<p>Until a key works again, no one can buy and memberships are not updated. Nothing is lost. We catch up once a key works.</p>',
        },
        { type: 'facts', rows: [{ label: 'Since', value: '{{ event.occurredAt | date_time }}' }] },
        { type: 'button', label: 'Open the payment settings', url: '{{ links.payments }}' },
      ],
    },
  },
] as const satisfies readonly BuiltInMessage[];
