import { saveCancellationMails } from './mails/save-cancellation.js';
import { type AutomationTemplate, days, draw, leaveOn, mail, startWith } from './template.js';

/** Asks for the reason, and writes once more before the end. The built-in message confirms the cancellation. */
export const saveCancellation: AutomationTemplate = {
  id: 'save-cancellation',
  name: 'Save a cancellation',
  description:
    'Asks a member who cancelled what was missing after a day, and writes again three days before the end, unless they stay.',
  category: 'Keeping members',
  mails: [
    { key: 'listen', label: 'What could we do better?', content: saveCancellationMails.listen },
    { key: 'last-days', label: 'Three days are left', content: saveCancellationMails['last-days'] },
  ],
  build: (ids) =>
    draw(
      [
        startWith('cancellation.scheduled'),
        days('a-day', 1),
        mail('listen', ids),
        {
          id: 'near-end',
          kind: 'waitUntil',
          config: { until: 'eventDate', field: 'endsAt', days: -3, time: '09:00', zone: 'person', past: 'exit' },
        },
        mail('last-days', ids),
      ],
      [
        ['start', 'next', 'a-day'],
        ['a-day', 'next', 'listen'],
        ['listen', 'next', 'near-end'],
        ['near-end', 'next', 'last-days'],
      ],
      {
        entry: { policy: 'one_at_a_time' },
        exitRules: [leaveOn('membership.ended')],
        goal: leaveOn('cancellation.undone'),
      },
    ),
};
