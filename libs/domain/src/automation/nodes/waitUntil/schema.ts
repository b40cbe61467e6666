import { z } from 'zod';
import { isZone, LocalDate, LocalTime } from '../../../calendar/index.js';
import { setting } from '../form.js';

const when = (...is: string[]) => ({ setting: 'until', is });

/** The port of people for whom the date has passed or is missing, if it has a branch. */
export const pastPort = 'past';

/** A date, a date from the trigger, or a window of the week. */
export const WaitUntilConfig = z
  .object({
    until: setting(z.enum(['date', 'eventDate', 'window']), {
      title: 'Wait until',
      control: 'select',
      options: { date: 'A fixed date', eventDate: 'A date from the trigger', window: 'A day and time of the week' },
    }),
    date: setting(LocalDate.nullable().default(null), { title: 'Date', control: 'date', showWhen: when('date') }),
    field: setting(z.string().max(100).nullable().default(null), {
      title: 'Date from the trigger',
      control: 'eventField',
      showWhen: when('eventDate'),
    }),
    days: setting(z.int().min(-3650).max(3650).default(0), {
      title: 'Days after it',
      help: 'Use a negative number for days before it.',
      control: 'number',
      showWhen: when('eventDate'),
    }),
    time: setting(LocalTime.nullable().default(null), {
      title: 'At this time of day',
      help: 'With a date from the trigger, leave empty to keep its time of day.',
      control: 'time',
      showWhen: when('date', 'eventDate'),
    }),
    weekdays: setting(
      z
        .array(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]))
        .max(7)
        .default([]),
      { title: 'On these days', help: 'Leave empty for any day.', control: 'weekdays', showWhen: when('window') },
    ),
    from: setting(LocalTime.nullable().default(null), { title: 'From', control: 'time', showWhen: when('window') }),
    to: setting(LocalTime.nullable().default(null), { title: 'To', control: 'time', showWhen: when('window') }),
    zone: setting(z.enum(['person', 'school']).default('person'), {
      title: 'Whose time zone',
      control: 'select',
      options: { person: 'The person’s', school: 'The school’s' },
    }),
    fallbackZone: setting(z.string().refine(isZone, { error: 'Choose a time zone.' }).nullable().default(null), {
      title: 'If their time zone is unknown',
      help: 'Empty means the school’s time zone.',
      control: 'zone',
      showWhen: { setting: 'zone', is: ['person'] },
    }),
    past: setting(z.enum(['continue', 'branch', 'exit']).default('continue'), {
      title: 'If the date has passed or is missing',
      control: 'select',
      options: { continue: 'Continue immediately', branch: 'Take another branch', exit: 'Exit the automation' },
      showWhen: when('date', 'eventDate'),
    }),
  })
  .superRefine((value, context) => {
    const need = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (value.until === 'date' && !value.date) need('date', 'Choose a date.');
    if (value.until === 'date' && !value.time) need('time', 'Choose a time of day.');
    if (value.until === 'eventDate' && !value.field) need('field', 'Choose a date from the trigger.');
    if (value.until !== 'window') return;
    if (value.weekdays.length === 0 && !value.from && !value.to) need('weekdays', 'Choose days, times or both.');
    if ((value.from && value.to && value.from >= value.to) || value.to === '00:00') need('to', 'Choose a later end.');
  });
export type WaitUntilConfig = z.output<typeof WaitUntilConfig>;
