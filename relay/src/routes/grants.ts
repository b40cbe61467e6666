import { start, type WorkflowCall } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { eventsThatWake } from '@perennial/domain/events';
import type { EntityManager } from 'typeorm';
import { type EventRouter, idIn } from '../router.js';
import { recordWakes } from '../wakes.queries.js';
import { grantById } from './grants.queries.js';

/** Signals the workflow of a grant to re-read it, or starts it. */
async function watchGrant(
  em: EntityManager,
  { schoolId, eventId }: { schoolId: string; eventId: string },
  entitlementId: string | null,
): Promise<WorkflowCall[]> {
  if (!entitlementId) return [];
  const { rowOf, rowsOf } = statementsOf(em);
  const grant = await rowOf(grantById, entitlementId);
  if (!grant) return [];
  await rowsOf(recordWakes, 'grant', [entitlementId], eventId);
  return [start('grant', { schoolId, entitlementId, ...grant })];
}

/** Starts a workflow that waits for the end of temporary access. */
export const grants: EventRouter = {
  name: 'grants',
  events: eventsThatWake('grant'),
  route: async (em, { event, schoolId }) => ({
    calls: await watchGrant(em, { schoolId, eventId: event.id }, idIn(event.data, 'entitlementId')),
  }),
  restarts: { grant: watchGrant },
};
