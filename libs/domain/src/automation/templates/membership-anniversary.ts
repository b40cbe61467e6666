import { membershipAnniversaryMails } from './mails/membership-anniversary.js';
import { type AutomationTemplate, days, draw, leaveOn, mail, recordIn, startWith } from './template.js';

/** Thanks a member of one plan after a year. */
export const membershipAnniversary: AutomationTemplate = {
  id: 'membership-anniversary',
  name: 'Membership anniversary',
  description: 'Thanks a member of a plan after a year and notifies the staff, so that they can add something personal.',
  category: 'Keeping members',
  mails: [{ key: 'thanks', label: 'Thank you for a year', content: membershipAnniversaryMails.thanks }],
  needs: [{ key: 'plan', kind: 'plan', label: 'Plan' }],
  build: (ids) =>
    draw(
      [
        startWith('membership.purchased', { field: 'event.planId', operator: 'is', value: recordIn(ids, 'plan') }),
        days('a-year', 365),
        mail('thanks', ids, 'marketing'),
        {
          id: 'staff',
          kind: 'notifyStaff',
          config: {
            role: 'everyone',
            subject: 'A member for a year',
            message: 'Joined {{ event.planTitle }} a year ago today. A personal line from you is worth more than any email.',
          },
        },
      ],
      [
        ['start', 'next', 'a-year'],
        ['a-year', 'next', 'thanks'],
        ['thanks', 'next', 'staff'],
      ],
      { entry: { policy: 'once_per_key', key: 'membershipId' }, exitRules: [leaveOn('membership.ended')] },
    ),
};
