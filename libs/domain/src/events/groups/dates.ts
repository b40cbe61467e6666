import { z } from 'zod';
import { define } from '../definition.js';
import { count, instant, reference, text } from '../fields.js';
import { addressedTo, membershipSample, trigger, triggerSample } from '../shared-fields.js';
import { topics } from '../topic-names.js';

/** Events that dates and schedules of automations lead to: one for each person whose time has come. */
export const datesEvents = {
  'date.reached': define({
    label: 'On a date',
    description: 'A date of the person or of a membership comes, such as a birthday, or three days before the end of a trial.',
    clause: 'a date comes',
    group: 'Dates',
    topics: topics.person,
    addressedTo,
    onlyStarts: true,
    data: z.object({
      ...trigger,
      what: text('Kind of date'),
      date: instant('Date'),
      years: count('Years since'),
      membershipId: reference('membership', 'Membership').optional(),
      planId: reference('plan', 'Plan').optional(),
      planTitle: text('Plan title').optional(),
    }),
    sample: { ...triggerSample, what: 'Birthday', date: '2027-03-01T08:00:00Z', years: 1, ...membershipSample },
    personal: ['date', 'years'],
  }),
  'schedule.reached': define({
    label: 'On a schedule',
    description: 'At a time of every day, or of some days of the week or the month, for everyone in a segment.',
    clause: 'a scheduled time comes',
    group: 'Dates',
    topics: topics.person,
    addressedTo,
    onlyStarts: true,
    data: z.object({ ...trigger, scheduledFor: instant('Scheduled for') }),
    sample: { ...triggerSample, scheduledFor: '2027-03-01T08:00:00Z' },
    personal: [],
  }),
} as const;
