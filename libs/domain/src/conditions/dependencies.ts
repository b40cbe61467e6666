import { type EventType, isEventType } from '../events/catalogue.js';
import type { ReferenceKind } from '../events/fields.js';
import { eventField } from './event-fields.js';
import { courseOf, type FactKey, type Facts } from './facts.js';
import { type FieldScope, resolveField } from './fields.js';
import { type Condition, testsOf } from './model.js';
import { noSegments, type SegmentConditions, segmentField, segmentsOf, segmentsWithin } from './segments.js';

/** The parts of the facts that a condition reads, besides the event. Courses "of the event" are looked up in `event`. */
export function requiredFacts(condition: Condition, event: Facts['event']): FactKey[] {
  const keys = testsOf(condition).flatMap((test): FactKey | readonly FactKey[] => {
    const [scope, argument = ''] = test.field.split('.');
    if (test.field === segmentField) return segmentsOf(test).map((id) => `segment:${id}` as const);
    if (scope === 'contact' || scope === 'access') return scope;
    // Which tag the id of a merged one stands for is loaded with the person.
    if (scope === 'event') return event && isEventType(event.type) && isTag(event.type, argument) ? 'contact' : [];
    if (scope === 'membership' || scope === 'memberships') return 'memberships';
    if (scope === 'field') return 'fields';
    if (scope !== 'course') return [];
    const courseId = courseOf(argument, { event, schoolTimezone: 'UTC' });
    return courseId ? `course:${courseId}` : [];
  });
  return [...new Set(keys)];
}

const isTag = (type: EventType, name: string): boolean => eventField(type, name)?.reference === 'tag';

const membershipChanges = [
  'membership.purchased',
  'trial.started',
  'trial.converted',
  'trial.ended_without_card',
  'payment.succeeded',
  'payment.failed',
  'cancellation.scheduled',
  'cancellation.undone',
  'membership.ended',
] as const satisfies readonly EventType[];

const changes: Readonly<Record<string, readonly EventType[]>> = {
  'contact.tags': ['tag.added', 'tag.removed'],
  'contact.email': ['contact.email_changed'],
  'contact.timezone': ['contact.time_zone_changed'],
  membership: membershipChanges,
  memberships: membershipChanges,
  access: ['access.gained', 'access.lost'],
  field: ['contact.field_changed'],
  course: ['course.started', 'lesson.completed', 'course.completed'],
};

/** Events with which people become known to the school. Any condition can hold for them from then on. */
const arrivals = ['contact.signed_up', 'checkout.started', 'membership.purchased'] as const satisfies readonly EventType[];

/** Event types after which someone may be in a segment or no longer be in it. */
export const changesOfSegment = (condition: Condition, segments: SegmentConditions): ReadonlySet<EventType> =>
  new Set([...arrivals, ...changesOn(condition, segments)]);

/**
 * Event types after which a condition may give another answer. The passing of time is not among them.
 * @param segments the conditions of segments: an event that changes who is in one changes the conditions that name it
 */
export function changesOn(condition: Condition, segments: SegmentConditions = noSegments): EventType[] {
  const conditions = [condition, ...segmentsWithin(condition, segments).flatMap((id) => segments.get(id) ?? [])];
  const types = conditions.flatMap(testsOf).flatMap(({ field }) => changes[field] ?? changes[field.split('.')[0] ?? ''] ?? []);
  return [...new Set(types)];
}

/** A record that something points to. */
export interface Reference {
  readonly kind: ReferenceKind | 'template';
  readonly id: string;
}

/** The records that a condition names: to warn when one of them is gone. */
export function conditionReferences(condition: Condition, scope: FieldScope): Reference[] {
  return testsOf(condition).flatMap(({ field, value }): Reference[] => {
    const [first, id = ''] = field.split('.');
    const named: Reference[] = first === 'field' || (first === 'course' && id !== 'event') ? [{ kind: first, id }] : [];
    const kind = resolveField(field, scope)?.reference;
    if (!kind) return named;
    const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string' && id !== '');
    return [...named, ...ids.map((id): Reference => ({ kind, id: String(id) }))];
  });
}
