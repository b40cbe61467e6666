import { formatDay } from '../../../calendar/index.js';
import { eitherOf, type FieldScope, resolveField, subjectOf } from '../../../conditions/index.js';
import { own } from '../../../conditions/own.js';
import { publicEventTypes } from '../../../events/catalogue.js';
import { defineNode, nextPort, type Port, type SettingProblem } from '../definition.js';
import { planWaitUntil } from './plan.js';
import { pastPort, WaitUntilConfig } from './schema.js';

/** Waits for a date or for a window of the week. */
export const waitUntil = defineNode({
  kind: 'waitUntil',
  family: 'wait',
  label: 'Wait until',
  description: 'Waits for a date, a date from the trigger, or a day and time of the week.',
  icon: 'calendar-time',
  schema: WaitUntilConfig,
  defaults: {
    until: 'window',
    date: null,
    field: null,
    days: 0,
    time: null,
    weekdays: [1, 2, 3, 4, 5],
    from: '09:00',
    to: '17:00',
    zone: 'person',
    fallbackZone: null,
    past: 'continue',
  },
  mainPort: 'next',
  ports: portsOf,
  summary: (config) => `Wait ${moment(config)} in ${config.zone === 'person' ? 'their' : 'the school’s'} time zone`,
  plan: planWaitUntil,
  check,
});

const onDate: readonly Port[] = [
  { id: 'next', label: 'on the date', name: 'On the date' },
  { id: pastPort, label: 'date has passed', name: 'If the date has passed or is missing' },
];

/** A date that has passed can have a branch; a window of the week always opens again. */
function portsOf(config: unknown): readonly Port[] {
  const until = own(config, 'until');
  return own(config, 'past') === 'branch' && (until === 'date' || until === 'eventDate') ? onDate : nextPort;
}

const anyEvent: FieldScope = { eventTypes: publicEventTypes };

function moment(config: WaitUntilConfig): string {
  if (config.until === 'date') return `until ${formatDay(config.date ?? '')} at ${config.time}`;
  if (config.until === 'window') return `for ${dayOf(config.weekdays)}${hoursOf(config)}`;
  const count = Math.abs(config.days);
  const distance = count === 0 ? '' : `${count} ${count === 1 ? 'day' : 'days'} ${config.days < 0 ? 'before' : 'after'} `;
  return `until ${distance}${dateName(config.field ?? '')}${config.time ? `, at ${config.time}` : ''}`;
}

const dateName = (field: string): string =>
  field === 'occurredAt' ? 'the trigger' : subjectOf(`event.${field}`, resolveField(`event.${field}`, anyEvent));

const dayNames = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function dayOf(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort().join('');
  if (days === '' || days === '1234567') return 'any day';
  if (days === '12345') return 'a weekday';
  if (days === '67') return 'a Saturday or Sunday';
  return eitherOf([...days].map((day) => dayNames[Number(day)] ?? day));
}

function hoursOf({ from, to }: WaitUntilConfig): string {
  if (from && to) return `, between ${from} and ${to}`;
  if (from) return `, from ${from}`;
  return to ? `, before ${to}` : '';
}

function check(config: WaitUntilConfig, scope: FieldScope): SettingProblem[] {
  if (config.until !== 'eventDate' || !config.field || config.field === 'occurredAt') return [];
  if (resolveField(`event.${config.field}`, scope)?.type === 'instant') return [];
  const message = `The trigger event has no date “${config.field}”.`;
  return [{ path: 'field', message, fix: 'Choose a different date or trigger.' }];
}
