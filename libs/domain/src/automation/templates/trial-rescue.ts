import { trialRescueMails } from './mails/trial-rescue.js';
import { type AutomationTemplate, ask, draw, leaveOn, mail, startWith, waitFor } from './template.js';

const paused = { field: 'membership.state', operator: 'is', value: 'paused' };

/**
 * Marketing email after a trial that ended without a card. The built-in messages cover the end of a trial itself, and the
 * automation for failed payments covers failed charges.
 */
export const trialRescue: AutomationTemplate = {
  id: 'trial-rescue',
  name: 'Trial rescue',
  description:
    'Invites people back after a trial that ended without a card, once after two days and again after a week. The reminders before the end are in the email settings.',
  category: 'Trials and sales',
  mails: [
    { key: 'come-back', label: 'Come back', content: trialRescueMails['come-back'] },
    { key: 'last-call', label: 'What was missing?', content: trialRescueMails['last-call'] },
  ],
  build: (ids) =>
    draw(
      [
        startWith('trial.ended', { field: 'event.outcome', operator: 'is', value: 'paused' }),
        waitFor('two-days', 'stayed', 'trial.converted', 2),
        ask('still-paused', paused),
        mail('come-back', ids, 'marketing'),
        waitFor('a-week', 'stayed', 'trial.converted', 7),
        ask('paused-yet', paused),
        mail('last-call', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'two-days'],
        ['two-days', 'timeout', 'still-paused'],
        ['still-paused', 'yes', 'come-back'],
        ['come-back', 'next', 'a-week'],
        ['a-week', 'timeout', 'paused-yet'],
        ['paused-yet', 'yes', 'last-call'],
      ],
      {
        entry: { policy: 'once_per_key', key: 'membershipId' },
        exitRules: [leaveOn('cancellation.scheduled'), leaveOn('membership.ended')],
        goal: leaveOn('trial.converted'),
      },
    ),
};
