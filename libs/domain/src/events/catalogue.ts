import type { z } from 'zod';
import type { EventDefinition } from './definition.js';
import { accessEvents } from './groups/access.js';
import { certificatesEvents } from './groups/certificates.js';
import { datesEvents } from './groups/dates.js';
import { integrationsEvents } from './groups/integrations.js';
import { internalEvents } from './groups/internal.js';
import { learningEvents } from './groups/learning.js';
import { membershipEvents } from './groups/membership.js';
import { paymentsEvents } from './groups/payments.js';
import { peopleEvents } from './groups/people.js';

/** Every event of the product: the one list behind triggers, conditions, variables, webhooks and API docs. */
export const eventCatalogue = {
  ...peopleEvents,
  ...datesEvents,
  ...membershipEvents,
  ...paymentsEvents,
  ...accessEvents,
  ...learningEvents,
  ...certificatesEvents,
  ...internalEvents,
  ...integrationsEvents,
} as const satisfies Record<string, EventDefinition>;

/** Name of an event in the catalogue, e.g. `payment.succeeded`. */
export type EventType = keyof typeof eventCatalogue;
/** Payload of one type of event. */
export type EventData<T extends EventType> = z.output<(typeof eventCatalogue)[T]['data']>;

/** All event types, in catalogue order. */
export const eventTypes = Object.keys(eventCatalogue) as EventType[];

/** Event types that a trigger may name: all but the internal ones. */
export const publicEventTypes = eventTypes.filter((type) => eventCatalogue[type].group !== 'Internal');

/** Event types that a wait, an exit rule or a goal may name. */
export const awaitableEventTypes = publicEventTypes.filter((type) => !(eventCatalogue[type] as EventDefinition).onlyStarts);

/** What an event starts or wakes. */
export const wokenBy = (type: EventType): readonly string[] => (eventCatalogue[type] as EventDefinition).wakes ?? [];

/** Types of the events that start or wake a workflow, or `enrolments`. */
export const eventsThatWake = (woken: string): readonly EventType[] => eventTypes.filter((type) => wokenBy(type).includes(woken));

/** Whether a string names an event of the catalogue. */
export const isEventType = (value: string): value is EventType => Object.hasOwn(eventCatalogue, value);

/** One thing that happened. The subject is a contact, or the school itself where there is none. */
export interface DomainEvent<T extends EventType = EventType> {
  readonly id: string;
  readonly schoolId: string;
  readonly type: T;
  readonly contactId: string | null;
  /** Business time: the wall clock, or the contact's test clock. ISO 8601, UTC. */
  readonly occurredAt: string;
  readonly data: EventData<T>;
  /** Id of the event that led to this one. */
  readonly causationId: string | null;
  /** Length of the chain of causes; 0 for an event that no other event caused. */
  readonly depth: number;
}

/** Longer chains are parked, because an automation triggers itself. */
export const maxEventDepth = 20;
