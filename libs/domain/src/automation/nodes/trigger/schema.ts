import { z } from 'zod';
import { LocalTime } from '../../../calendar/index.js';
import { always, Condition } from '../../../conditions/index.js';
import { type EventType, publicEventTypes } from '../../../events/catalogue.js';
import { BodyPath, WebhookField, webhookLimits } from '../../webhooks/index.js';
import { type SettingMeta, setting } from '../form.js';
import { comingSources, dateSourceOptions, dateSources, yearlySources } from './date-sources.js';

const when = (name: string, ...is: string[]): NonNullable<SettingMeta['showWhen']> => ({ setting: name, is });
const onDate = when('eventType', 'date.reached');
const onWebhook = when('eventType', 'webhook.received');
const timed = when('eventType', 'date.reached', 'schedule.reached');

/** How often a schedule fires. */
const scheduleSteps = ['day', 'week', 'month'] as const;

/** What starts the automation, and for whom. */
export const TriggerConfig = z
  .object({
    eventType: setting(z.enum(publicEventTypes, { error: 'Choose what starts it.' }), {
      title: 'When this happens',
      control: 'eventType',
    }),
    dateOf: setting(z.enum(dateSources).nullable().default(null), {
      title: 'Which date',
      control: 'select',
      options: dateSourceOptions,
      showWhen: onDate,
    }),
    field: setting(z.string().max(100).nullable().default(null), {
      title: 'Contact field',
      control: 'reference',
      reference: 'field',
      showWhen: when('dateOf', 'field'),
    }),
    days: setting(
      z.int({ error: 'Use a whole number of days.' }).min(-3650, 'Use at least -3650.').max(3650, 'Use at most 3650.').default(0),
      {
        title: 'Days after it',
        help: 'Use a negative number for days before it, and 0 for the day itself.',
        control: 'number',
        showWhen: onDate,
      },
    ),
    yearly: setting(z.boolean().default(false), {
      title: 'Every year',
      help: '29 February counts as 28 February in other years.',
      control: 'switch',
      showWhen: when('dateOf', ...yearlySources),
    }),
    every: setting(z.enum(scheduleSteps).nullable().default(null), {
      title: 'How often',
      control: 'select',
      options: { day: 'Every day', week: 'On days of the week', month: 'On a day of the month' },
      showWhen: when('eventType', 'schedule.reached'),
    }),
    weekdays: setting(z.array(z.int().min(1).max(7)).max(7).default([]), {
      title: 'On these days',
      control: 'weekdays',
      showWhen: when('every', 'week'),
    }),
    monthDay: setting(z.int({ error: 'Use a whole number.' }).min(1, 'Use at least 1.').max(31, 'Use at most 31.').default(1), {
      title: 'Day of the month',
      help: 'A shorter month counts its last day.',
      control: 'number',
      showWhen: when('every', 'month'),
    }),
    time: setting(LocalTime.nullable().default(null), {
      title: 'At this time of day',
      help: 'After an outage, it still starts for up to 24 hours.',
      control: 'time',
      showWhen: timed,
    }),
    zone: setting(z.enum(['person', 'school']).default('person'), {
      title: 'Whose time zone',
      help: 'A person without a time zone has the school’s.',
      control: 'select',
      options: { person: 'The person’s', school: 'The school’s' },
      showWhen: timed,
    }),
    segment: setting(z.string().max(100).nullable().default(null), {
      title: 'For this segment',
      help: 'Leave empty for all contacts.',
      control: 'reference',
      reference: 'segment',
      showWhen: when('eventType', 'schedule.reached'),
    }),
    emailPath: setting(BodyPath.default('email'), {
      title: 'Email address',
      help: 'The field of the body that has the person’s email address. A person who is not known becomes a contact.',
      control: 'bodyPath',
      showWhen: onWebhook,
    }),
    namePath: setting(BodyPath.nullable().default(null), {
      title: 'Name of the person',
      help: 'Used for new contacts, and for those without a name.',
      control: 'bodyPath',
      showWhen: onWebhook,
    }),
    fields: setting(z.array(WebhookField).max(webhookLimits.fields, `Use at most ${webhookLimits.fields} fields.`).default([]), {
      title: 'Other fields',
      help: 'Conditions and emails can use them by these names.',
      control: 'bodyFields',
      showWhen: onWebhook,
    }),
    deliveryPath: setting(BodyPath.nullable().default(null), {
      title: 'ID of the delivery',
      help: 'A delivery that is repeated starts nobody again. Without an ID, one with the same body counts as repeated for 24 hours.',
      control: 'bodyPath',
      showWhen: onWebhook,
    }),
    filters: setting(Condition.default(always), {
      title: 'Only if',
      help: 'Leave empty to start it every time.',
      control: 'condition',
    }),
  })
  .superRefine((value, context) => {
    const need = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (value.eventType === 'date.reached') {
      if (value.dateOf === null) need('dateOf', 'Choose a date.');
      else if (value.dateOf === 'field' && !value.field) need('field', 'Choose a contact field.');
      else if (comingSources.includes(value.dateOf) && value.days >= 0)
        need('days', 'Use a negative number. On the day itself, the membership may have renewed already.');
    }
    if (value.eventType === 'schedule.reached') {
      if (value.every === null) need('every', 'Choose how often.');
      else if (value.every === 'week' && value.weekdays.length === 0) need('weekdays', 'Choose at least one day.');
    }
    if (value.eventType === 'webhook.received') {
      if (value.emailPath === '') need('emailPath', 'Choose the field with the email address.');
      const twice = value.fields.findIndex(({ name }, at) => value.fields.findIndex((other) => other.name === name) < at);
      if (twice >= 0) need('fields', `Two fields are called “${value.fields[twice]?.name}”. Rename one of them.`);
    }
    if (isTimed(value.eventType) && value.time === null) need('time', 'Choose a time of day.');
  });
export type TriggerConfig = z.output<typeof TriggerConfig>;

/** Whether events of a type come at a time of day that the trigger names. */
const isTimed = (type: EventType): boolean => type === 'date.reached' || type === 'schedule.reached';

/** Settings of a new trigger for an event. */
export function newTrigger(eventType: EventType): Readonly<Record<string, unknown>> {
  const config = { eventType, filters: always };
  if (eventType === 'date.reached') return { ...config, dateOf: null, days: 0, time: '09:00', zone: 'person' };
  if (eventType === 'schedule.reached')
    return { ...config, every: 'week', weekdays: [1], monthDay: 1, time: '09:00', zone: 'person' };
  if (eventType === 'webhook.received') return { ...config, emailPath: 'email', namePath: null, fields: [], deliveryPath: null };
  return config;
}
