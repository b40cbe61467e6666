import { welcomeSeriesMails } from './mails/welcome-series.js';
import { type AutomationTemplate, days, draw, leaveOn, mail, startWith } from './template.js';

/** Two emails in the first week after a purchase. The welcome itself is a built-in message. */
export const welcomeSeries: AutomationTemplate = {
  id: 'welcome-series',
  name: 'Welcome series',
  description:
    'Introduces a new member to the portal after two days and asks for feedback after a week, unless they have left. The welcome email is in the email settings.',
  category: 'New members',
  mails: [
    { key: 'tour', label: 'Getting started', content: welcomeSeriesMails.tour },
    { key: 'check', label: 'How is it going?', content: welcomeSeriesMails.check },
  ],
  build: (ids) =>
    draw(
      [
        startWith('membership.purchased'),
        days('two-days', 2),
        mail('tour', ids, 'marketing'),
        days('five-days', 5),
        mail('check', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'two-days'],
        ['two-days', 'next', 'tour'],
        ['tour', 'next', 'five-days'],
        ['five-days', 'next', 'check'],
      ],
      { entry: { policy: 'once_per_contact' }, exitRules: [leaveOn('membership.ended')] },
    ),
};
