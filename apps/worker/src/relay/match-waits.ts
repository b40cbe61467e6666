import type { Wait } from '@perennial/db';
import type { EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';
import { callsToEnrolments } from './learning-routes.js';
import type { OutboxEntry } from './outbox.js';

/**
 * Finds who waits for this type of event of this contact, writes the wake row, and taps them. Which way it moves
 * them, if at all, is decided where the run's cursor is.
 */
export async function matchWaits(em: EntityManager, { event, schoolId }: OutboxEntry): Promise<TemporalCall[]> {
  if (event.contactId === null) return [];
  const woken: { ownerKind: Wait['ownerKind']; ownerId: string }[] = await em.query(
    `with matched as (
       select owner_kind, owner_id from wait where contact_id = $1 and event_types @> array[$2]
     ), written as (
       insert into wake (owner_kind, owner_id, event_id) select owner_kind, owner_id, $3 from matched on conflict do nothing
     )
     select owner_kind as "ownerKind", owner_id as "ownerId" from matched`,
    [event.contactId, event.type, event.id],
  );
  const runs = woken.filter(({ ownerKind }) => ownerKind === 'run');
  const enrolments = woken.flatMap(({ ownerKind, ownerId }) => (ownerKind === 'enrolment' ? [ownerId] : []));
  return [
    ...runs.map(({ ownerId }): TemporalCall => ({ kind: 'wakeRun', runId: ownerId })),
    ...(await callsToEnrolments(em, schoolId, enrolments)),
  ];
}
