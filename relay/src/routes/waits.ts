import { waitOwners, wake } from '@perennial/contracts';
import type { Wait } from '@perennial/db';
import { type EventRouter, nothing } from '../router.js';
import { enrolmentStarts } from './enrolments.js';

/**
 * Finds the runs and enrolments that wait for this type of event of this contact, writes their wake rows and signals
 * them. Whether the event ends a wait is decided where the cursor of the run is.
 */
export const waits: EventRouter = {
  name: 'waits',
  events: 'all',
  async route(em, { event, schoolId }) {
    if (event.contactId === null) return nothing;
    const woken: { ownerKind: Wait['ownerKind']; ownerId: string }[] = await em.query(
      `with matched as (
         select owner_kind, owner_id from wait where contact_id = $1 and event_types @> array[$2]
       ), written as (
         insert into wake (owner_kind, owner_id, event_id) select owner_kind, owner_id, $3 from matched on conflict do nothing
       )
       select owner_kind as "ownerKind", owner_id as "ownerId" from matched`,
      [event.contactId, event.type, event.id],
    );
    const owners = (kind: Wait['ownerKind']) => woken.flatMap(({ ownerKind, ownerId }) => (ownerKind === kind ? [ownerId] : []));
    return {
      calls: [
        ...owners('run').map((runId) => wake(waitOwners.run, runId)),
        ...(await enrolmentStarts(em, schoolId, owners('enrolment'))),
      ],
    };
  },
};
