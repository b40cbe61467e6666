import { type EventFact, eventField } from '../conditions/index.js';
import { own } from '../conditions/own.js';
import type { EventType } from '../events/catalogue.js';

const subjects = ['membershipId', 'courseId'] as const;

/**
 * The fields by which a later event is about the same membership or course as the one a run started with. A person can hold two
 * memberships: a payment for one must not end the dunning of the other.
 */
export function sameRecordAs(start: EventFact | null, type: EventType): Record<string, string> {
  const shared = subjects.flatMap((name): [string, string][] => {
    const value = own(start?.data, name);
    return typeof value === 'string' && eventField(type, name) ? [[name, value]] : [];
  });
  return Object.fromEntries(shared);
}
