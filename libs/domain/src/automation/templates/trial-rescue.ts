import { trialRescueMails } from './mails/trial-rescue.js';
import { type AutomationTemplate, draw, leaveOn, mail, startWith, waitFor } from './template.js';

/** Mails before a trial ends, by whether there is a card. */
export const trialRescue: AutomationTemplate = {
  id: 'trial-rescue',
  name: 'Trial rescue',
  description:
    'Three days before a trial ends, asks for a card where there is none, and makes a last offer to those who do not stay.',
  mails: [
    { key: 'add-card', label: 'Add a card to keep your access', content: trialRescueMails['add-card'] },
    { key: 'reminder', label: 'Your trial ends soon', content: trialRescueMails.reminder },
    { key: 'last-call', label: 'Come back', content: trialRescueMails['last-call'] },
  ],
  build: (ids) =>
    draw(
      [
        startWith('trial.ending', { field: 'event.daysLeft', operator: 'is', value: 3 }),
        {
          id: 'has-card',
          kind: 'ifElse',
          config: { condition: { match: 'all', tests: [{ field: 'event.hasCard', operator: 'isTrue', value: null }] } },
        },
        mail('reminder', ids),
        mail('add-card', ids),
        waitFor('stays', 'stayed', 'trial.converted', 5),
        mail('last-call', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'has-card'],
        ['has-card', 'yes', 'reminder'],
        ['has-card', 'no', 'add-card'],
        ['add-card', 'next', 'stays'],
        ['stays', 'timeout', 'last-call'],
      ],
      {
        entry: { policy: 'once_per_key', key: 'membershipId' },
        exitRules: [leaveOn('cancellation.scheduled')],
        goal: leaveOn('trial.converted'),
      },
    ),
};
