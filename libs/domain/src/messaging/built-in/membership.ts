import type { BuiltInMessage } from '../built-in-message.js';
import { paymentMessages } from './payments.js';
import { staffMessages } from './staff.js';
import { trialMessages } from './trial.js';

const transactional = { feature: 'membership', audience: 'contact', category: 'transactional' } as const;

/** Messages of the membership feature, first those to staff. */
export const membershipMessages = [
  ...staffMessages,
  {
    ...transactional,
    key: 'member.purchase_succeeded',
    label: 'Membership bought successfully',
    trigger: { eventType: 'membership.purchased' },
    enabledByDefault: true,
    template: {
      subject: 'Welcome to {{ event.planTitle }}',
      previewText:
        '{% if event.trialEndsAt %}Your free trial runs until {{ event.trialEndsAt | date_long }}.{% else %}Thank you for joining. You can start now.{% endif %}',
      blocks: [
        { type: 'heading', text: 'Welcome to {{ event.planTitle }}' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Thank you for joining <strong>{{ event.planTitle }}</strong>. Your membership has started, and you can start learning now. Each course shows which lessons are open and when the next ones open.</p>{% if event.trialEndsAt %}<p>Your trial is free until {{ event.trialEndsAt | date_long }}. We will email you before it ends.</p>{% endif %}',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Membership', value: '{{ event.planTitle }}' },
            { label: 'Free until', value: '{{ event.trialEndsAt | date_time }}', when: 'event.trialEndsAt' },
            { label: 'Price', value: '{{ event.amount | money }} {{ event.interval }}' },
          ],
        },
        { type: 'button', label: 'Start learning', url: '{{ links.portal }}' },
        {
          type: 'text',
          html: '<p>Your card, your invoices and your membership are under <a href="{{ links.account }}">My memberships</a>.</p>',
        },
      ],
    },
  },
  {
    ...transactional,
    key: 'member.purchase_undone',
    label: 'Membership bought a second time',
    trigger: { eventType: 'purchase.undone' },
    enabledByDefault: true,
    template: {
      subject: 'You already have {{ event.planTitle }}',
      previewText: 'The second order was cancelled. Your membership has not changed.',
      blocks: [
        { type: 'heading', text: 'You already have this membership' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p><strong>{{ event.planTitle }}</strong> was ordered again with this email address. You already have it, so we cancelled the second order.{% if event.amount > 0 %} The payment of {{ event.amount | money }} goes back to the card that was used; that can take a few days.{% else %} Nothing was charged for it.{% endif %} Your membership has not changed.</p>',
        },
        { type: 'button', label: 'Sign in', url: '{{ links.signIn }}' },
        {
          type: 'text',
          html: '<p>If this was not you, you do not need to do anything. Questions go to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a>.</p>',
        },
      ],
    },
  },
  {
    ...transactional,
    key: 'member.cancellation_succeeded',
    label: 'Membership cancelled successfully',
    trigger: { eventType: 'cancellation.scheduled' },
    enabledByDefault: true,
    template: {
      subject: 'Your {{ event.planTitle }} membership is cancelled',
      previewText: 'You keep access until {{ event.endsAt | date_long }}, and there will be no further charge.',
      blocks: [
        { type: 'heading', text: 'Your cancellation is confirmed' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>We have cancelled your membership as you asked. You will not be charged again, and you keep access until the date below.</p>',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Membership', value: '{{ event.planTitle }}' },
            { label: 'Open until', value: '{{ event.endsAt | date_time }}' },
          ],
        },
        {
          type: 'text',
          html: '<p>Your progress is kept. If you change your mind before that day, you can undo the cancellation under My memberships.</p>',
        },
        { type: 'button', label: 'See my membership', url: '{{ links.account }}' },
      ],
    },
  },
  {
    ...transactional,
    key: 'member.access_gained',
    label: 'Got access to a new membership',
    // Grants by staff have their own message, "Send Offer Access Email".
    trigger: { eventType: 'access.opened', filters: { source: 'membership' } },
    // The purchase email already says that everything is open.
    enabledByDefault: false,
    template: {
      subject: '{{ event.productTitle }} is open to you',
      previewText: 'It is part of your membership now. Start whenever you like.',
      blocks: [
        { type: 'heading', text: '{{ event.productTitle }} is open' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your membership now includes:</p><ul>{% for title in event.productTitles %}<li>{{ title }}</li>{% endfor %}</ul><p>You can find it in your portal and start at your own pace.</p>',
        },
        { type: 'button', label: 'Start learning', url: '{{ links.portal }}' },
      ],
    },
  },
  {
    ...transactional,
    key: 'member.access_lost',
    label: 'Lost access to a membership',
    // The end of a trial without a card has its own message, at the same moment.
    trigger: { eventType: 'access.closed', filters: { trialEnded: false } },
    enabledByDefault: true,
    template: {
      subject: 'Your access to {{ event.productTitle }} has ended',
      previewText:
        '{% if event.reason == "ended_unpaid" %}A payment did not go through, and your membership has ended.{% else %}Your progress is kept, in case you come back.{% endif %}',
      blocks: [
        { type: 'heading', text: '{{ event.productTitle }} is closed for now' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your access to <strong>{{ event.productTitle }}</strong> ended on {{ event.occurredAt | date_long }}.{% if event.productTitles.size > 1 %} Your access to these ended too:{% endif %}</p>{% if event.productTitles.size > 1 %}<ul>{% for title in event.productTitles %}<li>{{ title }}</li>{% endfor %}</ul>{% endif %}{% if event.reason == "charge_failed" %}<p>The last payment did not go through. Pay it or add another card on your account page, and your access is restored.</p>{% elsif event.reason == "ended_unpaid" %}<p>We could not collect the last payment, so your membership has ended. You owe nothing, and your card is not charged again. You can join again at any time.</p>{% endif %}<p>Your progress is kept. If you come back, you continue where you left off.</p>',
        },
        { type: 'button', label: 'See my memberships', url: '{{ links.account }}' },
        {
          type: 'text',
          html: '<p>Does this look wrong? Write to <a href="mailto:{{ school.supportEmail }}">{{ school.supportEmail }}</a> and we will look into it.</p>',
        },
      ],
    },
  },
  ...paymentMessages,
  ...trialMessages,
] as const satisfies readonly BuiltInMessage[];
