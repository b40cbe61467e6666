import { winBackMails } from './mails/win-back.js';
import { type AutomationTemplate, days, draw, leaveOn, mail, startWith } from './template.js';

/** Two emails after a cancelled membership has ended. */
export const winBack: AutomationTemplate = {
  id: 'win-back',
  name: 'Win back',
  description:
    'Invites a person back 30 days after a cancelled membership ended, and once more 60 days later, until they buy again.',
  category: 'Keeping members',
  mails: [
    { key: 'miss-you', label: 'Come back when you like', content: winBackMails['miss-you'] },
    { key: 'last-note', label: 'One last note', content: winBackMails['last-note'] },
  ],
  build: (ids) =>
    draw(
      [
        startWith('membership.ended', { field: 'event.reason', operator: 'is', value: 'cancelled' }),
        days('a-month', 30),
        mail('miss-you', ids, 'marketing'),
        days('two-months', 60),
        mail('last-note', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'a-month'],
        ['a-month', 'next', 'miss-you'],
        ['miss-you', 'next', 'two-months'],
        ['two-months', 'next', 'last-note'],
      ],
      {
        entry: { policy: 'one_at_a_time' },
        // Any plan: a new purchase is a membership of its own.
        goal: { ...leaveOn('membership.purchased'), sameRecord: false },
      },
    ),
};
