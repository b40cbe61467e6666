import { type EventFact, type EventField, eventField, eventFields } from '../conditions/index.js';
import { own } from '../conditions/own.js';
import type { EventType } from '../events/catalogue.js';

const subjects = ['membershipId', 'courseId'] as const;
const subjectNames = { membershipId: 'membership', courseId: 'course' } as const satisfies Record<
  (typeof subjects)[number],
  string
>;

/**
 * Events with which a membership begins, and the events before them that can name it. After any other start, they are about another
 * membership: to require the same one would never be true.
 */
const beginnings: Readonly<Partial<Record<EventType, readonly string[]>>> = {
  'checkout.started': [],
  'membership.purchased': ['checkout.started'],
};
const canBeSame = (subject: (typeof subjects)[number], type: EventType, start: string): boolean =>
  subject !== 'membershipId' || (beginnings[type]?.includes(start) ?? true);

/** Which later events are about the same thing as the one a run started with. */
export interface Sameness {
  /** The same membership or course, where the event has one. */
  readonly sameRecord: boolean;
  /** A value that must be the same: a property of custom events, such as an order's number, or a field, such as the plan. */
  readonly sameProperty?: string | null | undefined;
}

/** Values that a later event's data must have, by path. Null matches nothing, because the run started without a value. */
export type SameValues = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The values by which a later event is about the same thing as the one a run started with. A person can hold two memberships: a
 * payment for one must not end the dunning of the other. An order that is paid must not end the reminder about another order.
 */
export function sameValues(start: EventFact | null, type: EventType, { sameRecord, sameProperty }: Sameness): SameValues {
  const records = subjects.flatMap((name): [string, string][] => {
    const value = own(start?.data, name);
    const counts = sameRecord && eventField(type, name) && canBeSame(name, type, start?.type ?? '');
    return counts && typeof value === 'string' ? [[name, value]] : [];
  });
  if (!sameProperty) return Object.fromEntries(records);
  const value = own(own(start?.data, 'properties'), sameProperty) ?? own(start?.data, sameProperty);
  const path = eventField(type, 'properties') ? `properties.${sameProperty}` : sameProperty;
  return { ...Object.fromEntries(records), [path]: isScalar(value) ? value : null };
}

/** What `sameRecord` compares, for an event and any of the events that start a run. */
export const sharedSubjects = (type: EventType, starts: readonly EventType[]): string[] =>
  subjects
    .filter((name) => eventField(type, name) && starts.some((start) => eventField(start, name) && canBeSame(name, type, start)))
    .map((name) => subjectNames[name]);

/** The records that an event and all events that start a run name: a later event can be required to name the same one. */
export const sharedRecords = (type: EventType, starts: readonly EventType[]): EventField[] =>
  starts.length === 0
    ? []
    : eventFields(type).filter(
        ({ name, reference }) =>
          reference !== undefined &&
          !subjects.some((subject) => subject === name) &&
          starts.every((start) => eventField(start, name)?.reference === reference),
      );

/** The value of a field, or of a property of a custom event: `orderId`, `properties.orderId`. */
export function valueAt(data: EventFact['data'], path: string): unknown {
  const dot = path.indexOf('.');
  return dot < 0 ? own(data, path) : own(own(data, path.slice(0, dot)), path.slice(dot + 1));
}

/** Whether an event has all of the values. */
export const hasSame = (event: EventFact, same: SameValues): boolean =>
  Object.entries(same).every(([path, value]) => value !== null && valueAt(event.data, path) === value);

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Name of a property of custom events, or of a field. */
export const propertyName = /^[\w-]{1,100}$/;
