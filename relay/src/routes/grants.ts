import { start, type WorkflowCall } from '@perennial/contracts';
import type { EntityManager } from 'typeorm';
import { type EventRouter, idIn } from '../router.js';

/** Has the workflow of a grant read it again; a closed one starts again. */
async function watchGrant(
  em: EntityManager,
  { schoolId, eventId }: { schoolId: string; eventId: string },
  entitlementId: string | null,
): Promise<WorkflowCall[]> {
  if (!entitlementId) return [];
  const rows: { contactId: string; clockId: string | null }[] = await em.query(
    `select e.contact_id as "contactId", c.clock_id as "clockId" from entitlement e join contact c on c.id = e.contact_id where e.id = $1`,
    [entitlementId],
  );
  const [grant] = rows;
  if (!grant) return [];
  await em.query(`insert into wake (owner_kind, owner_id, event_id) values ('grant', $1, $2) on conflict do nothing`, [
    entitlementId,
    eventId,
  ]);
  return [start('grant', { schoolId, entitlementId, ...grant })];
}

/** Access that was given for a time has a workflow that waits for its end. */
export const grants: EventRouter = {
  name: 'grants',
  events: ['grant.dated'],
  route: async (em, { event, schoolId }) => ({
    calls: await watchGrant(em, { schoolId, eventId: event.id }, idIn(event.data, 'entitlementId')),
  }),
  restarts: { grant: watchGrant },
};
