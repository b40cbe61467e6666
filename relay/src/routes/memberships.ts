import { start, type WorkflowCall } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { eventsThatWake } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import { type EventRouter, idIn } from '../router.js';
import { recordWakes } from '../wakes.queries.js';
import { membershipById } from './memberships.queries.js';

/** Signals the workflow of a membership to sync it with Stripe, or starts it. */
async function syncMembership(
  em: EntityManager,
  { schoolId, eventId }: { schoolId: string; eventId: string },
  membershipId: string | null,
): Promise<WorkflowCall[]> {
  if (!membershipId) return [];
  const { rowOf, rowsOf } = statementsOf(em);
  const membership = await rowOf(membershipById, membershipId);
  if (!membership) return [];
  await rowsOf(recordWakes, 'membership', [membershipId], eventId);
  return [start('membership', { schoolId, membershipId, ...membership })];
}

/** Syncs memberships after Stripe events, changes by people, and purchases. */
export const memberships: EventRouter = {
  name: 'memberships',
  events: eventsThatWake('membership'),
  route: async (em, { event, schoolId }) => ({
    calls: await syncMembership(em, { schoolId, eventId: event.id }, idIn(event.data, 'membershipId')),
  }),
  restarts: { membership: syncMembership },
};
