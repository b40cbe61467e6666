import { describe, expect, it } from '@jest/globals';
import { unloaded } from '../../../../spec-support/nodes.js';
import type { Graph } from '../../graph.js';
import { emptyGraph } from '../../graph.js';
import { validate } from '../../validation/index.js';
import { trigger } from './index.js';
import { newTrigger } from './schema.js';

const noNames = () => undefined;
const field = '01920000-0000-7000-8000-000000000008';
const segment = '01920000-0000-7000-8000-000000000012';
const named = new Map([
  [`field ${field}`, 'Birthday'],
  [`segment ${segment}`, 'Regulars'],
]);
const names = (kind: string, id: string) => named.get(`${kind} ${id}`);
const onDate = (values: object) => ({ eventType: 'date.reached', time: '09:00', ...values });
const onSchedule = (values: object) => ({ eventType: 'schedule.reached', time: '09:00', ...values });

describe('trigger', () => {
  it('summarises the event and its filters', () => {
    const config = {
      eventType: 'membership.purchased',
      filters: { tests: [{ field: 'event.trialDays', operator: 'greaterThan', value: 0 }] },
    };
    expect(trigger.summary(config, noNames)).toBe('When someone buys a plan, if the number of trial days is more than 0');
    expect(trigger.summary({ eventType: 'automation.requested' }, noNames)).toBe('When someone is added by staff or a program');
  });

  it.each([
    [onDate({ dateOf: 'field', field, yearly: true }), 'On their “Birthday”, every year, 09:00 their time'],
    [onDate({ dateOf: 'field', field, days: 1 }), '1 day after their “Birthday”, 09:00 their time'],
    [onDate({ dateOf: 'trialEnd', days: -3 }), '3 days before the trial ends, 09:00 their time'],
    [onDate({ dateOf: 'membershipEnd', zone: 'school' }), 'On the day the membership ends, 09:00 in the school’s time zone'],
    [onDate({ dateOf: 'membershipStart', yearly: true }), 'On the day the membership starts, every year, 09:00 their time'],
    // A setting that belongs to another date does not count.
    [onDate({ dateOf: 'trialEnd', days: -1, yearly: true, field }), '1 day before the trial ends, 09:00 their time'],
    [onSchedule({ every: 'day' }), 'Every day, 09:00 their time, for everyone'],
    [
      onSchedule({ every: 'week', weekdays: [1, 4], segment }),
      'Every Monday and Thursday, 09:00 their time, for everyone in the segment “Regulars”',
    ],
    [onSchedule({ every: 'week', weekdays: [1, 2, 3, 4, 5] }), 'Every weekday, 09:00 their time, for everyone'],
    [newTrigger('webhook.received'), 'When a webhook arrives'],
    [onSchedule({ every: 'month', monthDay: 15 }), 'On day 15 of each month, 09:00 their time, for everyone'],
    [onSchedule({ every: 'month', monthDay: 31 }), 'On the last day of each month, 09:00 their time, for everyone'],
    [
      onDate({
        dateOf: 'trialEnd',
        days: -3,
        filters: { tests: [{ field: 'contact.email', operator: 'endsWith', value: '.edu' }] },
      }),
      '3 days before the trial ends, 09:00 their time, if their email ends with “.edu”',
    ],
  ])('says %j as %j', (config, words) => {
    expect(trigger.summary(config, names)).toBe(words);
  });

  it('does not offer internal events', () => {
    expect(trigger.schema.safeParse({ eventType: 'stripe.event_received' }).success).toBe(false);
  });

  it('continues, because the filters were evaluated before the run began', () => {
    expect(trigger.plan({ eventType: 'trial.ending' }, unloaded)).toMatchObject({ kind: 'go', port: 'next' });
  });
});

const graphWith = (config: object): Graph => ({
  ...emptyGraph,
  nodes: [
    { id: 'start', kind: 'trigger', config: { ...config } },
    { id: 'end', kind: 'exit', config: {} },
  ],
  edges: [{ source: 'start', port: 'next', target: 'end' }],
});
const contactFields = [
  { id: field, name: 'Birthday', type: 'date' as const, options: [] },
  { id: segment, name: 'Clay', type: 'text' as const, options: [] },
];
const references = { field: new Set([field, segment]), segment: new Set([segment]) };
const problemsOf = (config: object) =>
  validate(graphWith(config), { contactFields, references }).map(({ setting, message }) => `${setting ?? ''}: ${message}`);

describe('a trigger on a date or a schedule', () => {
  it.each([
    [{ ...newTrigger('date.reached') }, ['dateOf: “Which date”: Choose a date.']],
    [onDate({ dateOf: 'field' }), ['field: “Contact field”: Choose a contact field.']],
    [onDate({ dateOf: 'field', field: segment }), ['field: “Clay” is not a date.']],
    [
      onDate({ dateOf: 'field', field: '01920000-0000-7000-8000-00000000dead' }),
      [': “Trigger” uses a field that no longer exists.'],
    ],
    [
      onDate({ dateOf: 'renewal' }),
      ['days: “Days after it”: Use a negative number. On the day itself, the membership may have renewed already.'],
    ],
    [onDate({ dateOf: 'renewal', days: -1 }), []],
    [onDate({ dateOf: 'trialEnd', time: null }), ['time: “At this time of day”: Choose a time of day.']],
    [onSchedule({ every: 'week' }), ['weekdays: “On these days”: Choose at least one day.']],
    [onSchedule({ every: 'day', segment }), []],
    [
      onSchedule({ every: 'day', segment: '01920000-0000-7000-8000-00000000dead' }),
      [': “Trigger” uses a segment that no longer exists.'],
    ],
    [{ ...newTrigger('schedule.reached') }, []],
    [{ ...newTrigger('webhook.received') }, []],
    [{ eventType: 'webhook.received', emailPath: '' }, ['emailPath: “Email address”: Choose the field with the email address.']],
    [
      {
        eventType: 'webhook.received',
        fields: [
          { path: 'a', name: 'order' },
          { path: 'b', name: 'order' },
        ],
      },
      ['fields: “Other fields”: Two fields are called “order”. Rename one of them.'],
    ],
    [{ ...newTrigger('tag.added') }, []],
  ])('%j has the issues %j', (config, problems) => {
    expect(problemsOf(config)).toEqual(problems);
  });
});
