import { inactiveMembersMails } from './mails/inactive-members.js';
import { type AutomationTemplate, again, days, draw, mail, startWith, waitFor } from './template.js';

/** Each visit starts the two weeks again. The long wait at the end keeps people from a second email for a quarter. */
export const inactiveMembers: AutomationTemplate = {
  id: 'inactive-members',
  name: 'Inactive members',
  description: 'Writes to a person who has not signed in for two weeks, at most once a quarter.',
  category: 'Keeping members',
  mails: [{ key: 'come-by', label: 'Your courses are waiting', content: inactiveMembersMails['come-by'] }],
  build: (ids) =>
    draw(
      [
        startWith('contact.logged_in'),
        waitFor('two-weeks', 'visit', 'contact.logged_in', 14),
        again('next-visit', 'two-weeks', 20),
        mail('come-by', ids, 'marketing'),
        days('a-quarter', 90),
      ],
      [
        ['start', 'next', 'two-weeks'],
        ['two-weeks', 'visit', 'next-visit'],
        ['two-weeks', 'timeout', 'come-by'],
        ['come-by', 'next', 'a-quarter'],
      ],
      { entry: { policy: 'one_at_a_time' } },
    ),
};
