import { describeCondition, describeEvent, type Names, scopeOfEvent } from '../../../conditions/index.js';
import { named } from '../shared/named.js';
import { dateSourceClauses, yearlySources } from './date-sources.js';
import type { TriggerConfig } from './schema.js';

/** When a trigger fires, as people say it: "3 days before the trial ends, 09:00 their time". */
export function describeTrigger(config: TriggerConfig, names: Names): string {
  const { eventType, filters, time, zone } = config;
  if (eventType !== 'date.reached' && eventType !== 'schedule.reached') return `When ${describeEvent(eventType, filters, names)}`;
  const clock = `${time ?? ''} ${zone === 'person' ? 'their time' : 'in the school’s time zone'}`;
  const only = filters.tests.length === 0 ? '' : `, if ${describeCondition(filters, scopeOfEvent(eventType), names)}`;
  const when = eventType === 'date.reached' ? dayOf(config, names) : daysOf(config);
  const whom = eventType === 'date.reached' ? '' : `, for ${audience(config, names)}`;
  return `${when}, ${clock}${whom}${only}`;
}

function dayOf({ dateOf, field, days, yearly }: TriggerConfig, names: Names): string {
  if (dateOf === null) return 'On a date';
  const ofField = dateOf === 'field' ? (named('their', names('field', field ?? '')) ?? 'a contact field') : null;
  const what = dateOf === 'field' ? ofField : dateSourceClauses[dateOf];
  const count = Math.abs(days);
  const distance = `${count} ${count === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'}`;
  const day = count > 0 ? `${distance} ${what}` : ofField === null ? `On the day ${what}` : `On ${what}`;
  return yearly && yearlySources.includes(dateOf) ? `${day}, every year` : day;
}

const weekdayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function daysOf({ every, weekdays, monthDay }: TriggerConfig): string {
  if (every === 'day') return 'Every day';
  if (every === 'month') return monthDay === 31 ? 'On the last day of each month' : `On day ${monthDay} of each month`;
  const days = [...new Set(weekdays)].sort();
  if (days.join('') === '12345') return 'Every weekday';
  const words = days.map((day) => weekdayNames[day] ?? '');
  return `Every ${words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`}`;
}

const audience = ({ segment }: TriggerConfig, names: Names): string =>
  segment ? `everyone in ${named('the segment', names('segment', segment)) ?? 'a segment'}` : 'everyone';
