import { trialCheckInMails } from './mails/trial-check-in.js';
import { type AutomationTemplate, ask, days, draw, leaveOn, mail, recordIn, startWith } from './template.js';

/** Two days into a trial. The reminders before its end are built-in messages. */
export const trialCheckIn: AutomationTemplate = {
  id: 'trial-check-in',
  name: 'Trial check-in',
  description: 'Two days into a trial, encourages people who have not begun a course yet, and praises those who have.',
  category: 'Trials and sales',
  mails: [
    { key: 'first-lesson', label: 'Start with one lesson', content: trialCheckInMails['first-lesson'] },
    { key: 'keep-going', label: 'A good start', content: trialCheckInMails['keep-going'] },
  ],
  needs: [{ key: 'course', kind: 'course', label: 'Course to begin with' }],
  build: (ids) =>
    draw(
      [
        startWith('trial.started'),
        days('two-days', 2),
        ask('has-begun', { field: `course.${recordIn(ids, 'course')}.progressPercent`, operator: 'greaterThan', value: 0 }),
        mail('keep-going', ids, 'marketing'),
        mail('first-lesson', ids, 'marketing'),
      ],
      [
        ['start', 'next', 'two-days'],
        ['two-days', 'next', 'has-begun'],
        ['has-begun', 'yes', 'keep-going'],
        ['has-begun', 'no', 'first-lesson'],
      ],
      {
        entry: { policy: 'once_per_key', key: 'membershipId' },
        exitRules: [leaveOn('cancellation.scheduled'), leaveOn('membership.ended')],
      },
    ),
};
