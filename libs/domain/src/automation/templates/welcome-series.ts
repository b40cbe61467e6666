import { welcomeSeriesMails } from './mails/welcome-series.js';
import { type AutomationTemplate, days, draw, leaveOn, mail, startWith } from './template.js';

/** Three mails after a purchase. */
export const welcomeSeries: AutomationTemplate = {
  id: 'welcome-series',
  name: 'Welcome series',
  description:
    'Greets a new member at once, shows them around after two days and asks how it goes after a week, unless they have left.',
  mails: [
    { key: 'welcome', label: 'Welcome, and where to begin', content: welcomeSeriesMails.welcome },
    { key: 'tour', label: 'What else there is', content: welcomeSeriesMails.tour },
    { key: 'check', label: 'How is it going?', content: welcomeSeriesMails.check },
  ],
  build: (ids) =>
    draw(
      [
        startWith('membership.purchased'),
        mail('welcome', ids),
        days('two-days', 2),
        mail('tour', ids),
        days('five-days', 5),
        mail('check', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'welcome'],
        ['welcome', 'next', 'two-days'],
        ['two-days', 'next', 'tour'],
        ['tour', 'next', 'five-days'],
        ['five-days', 'next', 'check'],
      ],
      { entry: { policy: 'once_per_contact' }, exitRules: [leaveOn('membership.ended')] },
    ),
};
