import { type FieldScope, resolveField } from '../../../conditions/index.js';
import { defineNode, nextPort, type SettingProblem } from '../definition.js';
import { planWaitUntil } from './plan.js';
import { type WaitUntilConfig, waitUntilSchema } from './schema.js';

/** Waits for a date or for a window of the week. */
export const waitUntil = defineNode({
  kind: 'waitUntil',
  family: 'wait',
  label: 'Wait until',
  description: 'Waits for a date, a date from the trigger, or a day and time of the week.',
  icon: 'calendar-time',
  schema: waitUntilSchema,
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
  ports: () => nextPort,
  summary: (config) => `Wait until ${moment(config)} in ${config.zone === 'person' ? 'their' : 'the school’s'} zone`,
  plan: planWaitUntil,
  check,
});

const dayNames = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function moment(config: WaitUntilConfig): string {
  if (config.until === 'date') return `${config.date}, ${config.time}`;
  if (config.until === 'window') {
    const days = config.weekdays.length === 0 ? 'any day' : config.weekdays.map((day) => dayNames[day]).join(', ');
    const from = config.from ? ` from ${config.from}` : '';
    return `${days}${from}${config.to ? ` to ${config.to}` : ''}`;
  }
  const count = Math.abs(config.days);
  const distance = count === 0 ? '' : `${count} ${count === 1 ? 'day' : 'days'} ${config.days < 0 ? 'before' : 'after'} `;
  return `${distance}“${words(config.field ?? '')}”${config.time ? `, at ${config.time}` : ''}`;
}

/** `trialEndsAt` → "trial ends". The catalogue's label is not at hand here: the trigger is another node. */
const words = (field: string): string =>
  field
    .replace(/At$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();

function check(config: WaitUntilConfig, scope: FieldScope): SettingProblem[] {
  if (config.until !== 'eventDate' || !config.field || config.field === 'occurredAt') return [];
  if (resolveField(`event.${config.field}`, scope)?.type === 'instant') return [];
  const message = `The trigger event has no date “${config.field}”.`;
  return [{ path: 'field', message, fix: 'Choose a different date or trigger.' }];
}
