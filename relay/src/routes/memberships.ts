import { start, type WorkflowCall } from '@perennial/contracts';
import type { EntityManager } from 'typeorm';
import { type EventRouter, idIn } from '../router.js';

/** Has the workflow of a membership sync it with Stripe; a closed one starts again. */
async function syncMembership(
  em: EntityManager,
  { schoolId, eventId }: { schoolId: string; eventId: string },
  membershipId: string | null,
): Promise<WorkflowCall[]> {
  if (!membershipId) return [];
  const rows: { contactId: string; clockId: string | null }[] = await em.query(
    `select m.contact_id as "contactId", c.clock_id as "clockId" from membership m join contact c on c.id = m.contact_id where m.id = $1`,
    [membershipId],
  );
  const [membership] = rows;
  if (!membership) return [];
  await em.query(`insert into wake (owner_kind, owner_id, event_id) values ('membership', $1, $2) on conflict do nothing`, [
    membershipId,
    eventId,
  ]);
  return [start('membership', { schoolId, membershipId, ...membership })];
}

/** Memberships are synced after news from Stripe, a change by a person and a purchase. */
export const memberships: EventRouter = {
  name: 'memberships',
  events: ['stripe.event_received', 'membership.sync_requested', 'checkout.started'],
  route: async (em, { event, schoolId }) => ({
    calls: await syncMembership(em, { schoolId, eventId: event.id }, idIn(event.data, 'membershipId')),
  }),
  restarts: { membership: syncMembership },
};
