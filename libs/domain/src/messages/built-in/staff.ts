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
      previewText: 'The membership runs until {{ event.endsAt | date_long }}; a personal word may still help.',
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
] as const satisfies readonly BuiltInMessage[];
