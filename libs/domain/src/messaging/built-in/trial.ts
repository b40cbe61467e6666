import type { BuiltInMessage } from '../built-in-message.js';

const trial = { feature: 'membership', audience: 'contact', category: 'transactional', enabledByDefault: true } as const;
const soon = '{% if event.daysLeft == 1 %}tomorrow{% else %}in {{ event.daysLeft }} days{% endif %}';

/** Messages about the end of a free trial. */
export const trialMessages = [
  {
    ...trial,
    key: 'member.trial_ending',
    label: 'Free trial ends soon',
    trigger: { eventType: 'trial.ending' },
    template: {
      subject: `Your free trial ends ${soon}`,
      previewText:
        '{% if event.hasCard %}If you want to stay with {{ event.planTitle }}, you do not need to do anything.{% else %}Add a card to keep {{ event.planTitle }}.{% endif %}',
      blocks: [
        { type: 'heading', text: `Your trial ends ${soon}` },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p>{% if event.hasCard %}<p>If you want to stay, you do not need to do anything. {{ event.planTitle }} continues, and we charge your card when the trial ends. If it is not for you, cancel before then and you pay nothing.</p>{% else %}<p>There is no card on your account yet. Add one before the trial ends and {{ event.planTitle }} continues without interruption. Otherwise, you do not need to do anything. The trial ends and you pay nothing.</p>{% endif %}',
        },
        {
          type: 'facts',
          rows: [
            { label: 'Membership', value: '{{ event.planTitle }}' },
            { label: 'Trial ends', value: '{{ event.trialEndsAt | date_time }}' },
            {
              label: '{% if event.hasCard %}First charge{% else %}Price after that{% endif %}',
              value: '{{ event.amount | money }}',
            },
          ],
        },
        {
          type: 'button',
          label: '{% if event.hasCard %}See my membership{% else %}Add a card{% endif %}',
          url: '{{ links.account }}',
        },
      ],
    },
  },
  {
    ...trial,
    key: 'member.trial_ended_without_card',
    label: 'Free trial ended without a card',
    trigger: { eventType: 'trial.ended_without_card' },
    template: {
      subject: 'Your free trial of {{ event.planTitle }} has ended',
      previewText: 'Your membership is paused and your progress is kept. Add a card to continue.',
      blocks: [
        { type: 'heading', text: 'Your trial has ended' },
        {
          type: 'text',
          html: '<p>Hi {{ contact.firstName | default: "there" }},</p><p>Your free trial of {{ event.planTitle }} ended on {{ event.occurredAt | date_long }}. We have not charged you anything, and your membership is paused.</p><p>Everything you did is kept. Add a card to continue where you left off.</p>',
        },
        { type: 'button', label: 'Add a card and continue', url: '{{ links.account }}' },
      ],
    },
  },
] as const satisfies readonly BuiltInMessage[];
