import { ownerOf, type WorkflowName } from '@perennial/contracts';
import { type EventRouter, nothing, type Restart } from '../router.js';

/**
 * Terminates an execution that is stuck, and starts its work again from Postgres: runs from their cursor, everything else
 * by reading again. Only an execution that is listed as stuck in the school of the event is touched.
 * @param routers whose `restarts` are used
 */
export function restarts(routers: readonly EventRouter[]): EventRouter {
  const restartOf = (name: WorkflowName): Restart | undefined =>
    routers.map((router) => router.restarts?.[name]).find((restart) => restart !== undefined);
  return {
    name: 'restarts',
    events: ['workflow.restart_requested'],
    async route(em, { event, schoolId }) {
      const { workflowId, executionId } = event.data;
      const listed: { workflowId: string; executionId: string }[] = await em.query(
        `select workflow_id as "workflowId", execution_id as "executionId" from stuck_workflow where workflow_id = $1 and execution_id = $2`,
        [workflowId, executionId],
      );
      const [stuck] = listed;
      const owner = stuck && ownerOf(stuck.workflowId);
      const restart = owner && restartOf(owner.name);
      if (!restart) return nothing;
      const again = await restart(em, { schoolId, eventId: event.id }, owner.key);
      return { calls: [{ operation: 'terminate', ...stuck }, ...again] };
    },
  };
}
