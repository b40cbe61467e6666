import { abandonedCheckoutMails } from './mails/abandoned-checkout.js';
import { type AutomationTemplate, days, draw, leaveOn, mail, startWith } from './template.js';

/** Two reminders about an unfinished checkout, until the plan is bought. */
export const abandonedCheckout: AutomationTemplate = {
  id: 'abandoned-checkout',
  name: 'Abandoned checkout',
  description:
    'Reminds a person of a checkout that they did not finish, after a day and three days later, until they buy that plan.',
  category: 'Trials and sales',
  mails: [
    { key: 'reminder', label: 'Your checkout is still open', content: abandonedCheckoutMails.reminder },
    { key: 'question', label: 'Can we answer a question?', content: abandonedCheckoutMails.question },
  ],
  build: (ids) =>
    draw(
      [
        startWith('checkout.started'),
        days('a-day', 1),
        mail('reminder', ids, 'marketing'),
        days('three-days', 3),
        mail('question', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'a-day'],
        ['a-day', 'next', 'reminder'],
        ['reminder', 'next', 'three-days'],
        ['three-days', 'next', 'question'],
      ],
      {
        entry: { policy: 'one_at_a_time' },
        // Whoever begins again buys with another checkout, and therefore another membership, of the same plan.
        goal: { ...leaveOn('membership.purchased'), sameRecord: false, sameProperty: 'planId' },
      },
    ),
};
