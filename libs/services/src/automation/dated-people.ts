import type { Statements } from '@perennial/db';
import { dateMoments, dateSourceNames, daysAround, type OnDate } from '@perennial/domain/automation';
import { addDays, dayInYear, firstZone, localDate, localInstant, readDate, yearOf } from '@perennial/domain/calendar';
import type { NewEvent } from '../platform/event-log.js';
import { fieldDates, membershipDates } from './dated-triggers.queries.js';

/** A span of time: after the first instant and not after the second. */
export interface Span {
  readonly after: Date;
  readonly until: Date;
}

/** A trigger on dates, with its automation and the time zone of the school. */
interface DatesOf {
  readonly automationId: string;
  readonly timeZone: string;
  readonly trigger: OnDate;
}

/** A date of one person. */
interface PersonDate {
  /** What pages are ordered by: the contact, or the membership. */
  readonly id: string;
  readonly contactId: string;
  readonly timeZone: string | null;
  readonly what: string;
  /** A day, or the instant of a membership. */
  readonly date: string | Date;
  readonly membership?: { readonly membershipId: string; readonly planId: string; readonly planTitle: string };
}

/** An event that is recorded once. */
export type KeyedEvent<T extends 'date.reached' | 'schedule.reached' = 'date.reached' | 'schedule.reached'> = Omit<
  NewEvent<T>,
  'cause'
> & { readonly key: string };

/** People in one page, and the days to which it is narrowed; null for all. */
interface Page {
  /** The test clock of the people; null for those without one. */
  readonly clockId: string | null;
  readonly span: Span | null;
  readonly after: string | null;
  readonly limit: number;
}

/** A page of people with the date of a trigger, in the order of their IDs. */
export async function datesOf(reader: Pick<Statements, 'rowsOf'>, trigger: OnDate, page: Page): Promise<PersonDate[]> {
  const { clockId, span, after, limit } = page;
  const days = span && daysAround(span.after.toISOString(), span.until.toISOString(), trigger.rule);
  const { yearly } = trigger.rule;
  if (trigger.source === 'field') {
    const yearDays = days && yearly ? yearDaysOf(days) : null;
    const rows = await reader.rowsOf(fieldDates, trigger.fieldId ?? '', clockId, yearly ? null : days, yearDays, after, limit);
    return rows.map(({ day, ...row }) => ({ ...row, date: day }));
  }
  const what = dateSourceNames[trigger.source];
  const [from, to] = days && !yearly ? aroundDays(days) : [null, null];
  // The day of an instant in UTC can be the one before or after the day in the zone.
  const yearDays = days && yearly ? yearDaysOf([addDays(days[0] ?? '', -1), ...days, addDays(days.at(-1) ?? '', 1)]) : null;
  const isBefore = trigger.rule.days < 0;
  const rows = await reader.rowsOf(membershipDates, trigger.source, clockId, from, to, yearDays, isBefore, after, limit);
  return rows.map(({ id, at, planId, planTitle, ...row }) => ({
    ...{ ...row, id, what, date: at },
    membership: { membershipId: id, planId, planTitle },
  }));
}

/** Days without their year. 28 February of a common year is also the day of 29 February. */
const yearDaysOf = (days: readonly string[]): string[] => [
  ...new Set(
    days.flatMap((day) => {
      const leap = day.endsWith('-02-28') && dayInYear('2000-02-29', yearOf(day)) === day;
      return leap ? [day.slice(5), '02-29'] : [day.slice(5)];
    }),
  ),
];

/** The instants that are on one of consecutive days in any time zone. */
const aroundDays = (days: readonly string[]): [Date, Date] => [
  new Date(localInstant(addDays(days[0] ?? '', -1), '00:00', 'UTC')),
  new Date(localInstant(addDays(days.at(-1) ?? '', 2), '00:00', 'UTC')),
];

/** The events of a person whose date comes within a span. */
export function dateEvents(
  person: PersonDate,
  { automationId, timeZone, trigger }: DatesOf,
  span: Span,
): KeyedEvent<'date.reached'>[] {
  const { rule, nodeId } = trigger;
  const zone = trigger.zone === 'school' ? firstZone(timeZone) : firstZone(person.timeZone, timeZone);
  const [after, until] = [span.after.toISOString(), span.until.toISOString()];
  const instant = typeof person.date === 'string' ? null : person.date.toISOString();
  const day = instant === null ? readDate(person.date) : localDate(instant, zone);
  if (day === null) return [];
  const subject = person.membership?.membershipId ?? person.contactId;
  return dateMoments(day, rule, zone, after, until)
    .filter((moment) => rule.days >= 0 || localDate(until, zone) < moment.day)
    .map((moment) => {
      // A change of the time zone must not make another date of the same instant.
      const slot = instant === null ? moment.day : `${localDate(instant, 'UTC')}+${moment.years}`;
      const date = instant === null || moment.years > 0 ? localInstant(moment.day, rule.time, zone) : instant;
      return {
        type: 'date.reached',
        contactId: person.contactId,
        occurredAt: new Date(moment.at),
        key: `date:${automationId}:${nodeId}:${subject}:${slot}`,
        data: { automationId, triggerId: nodeId, what: person.what, date, years: moment.years, ...person.membership },
      };
    });
}
