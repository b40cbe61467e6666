import { isFailureCode, isWakeable, ownerOf, type WorkflowName, wake } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { type AnyRouter, type EventRouter, nothing, type Restart } from '../router.js';
import { listedExecution } from './restarts.queries.js';

/**
 * Terminates an execution that is stuck, and starts its work again from Postgres: runs from their cursor, everything else
 * by reading again. Only an execution that is listed as stuck in the school of the event is touched. One that is listed
 * because its activity failed is signalled instead: it retries immediately. Without an execution, the workflow is not running
 * and is only started.
 * @param routers whose `restarts` are used
 */
export function restarts(routers: readonly AnyRouter[]): EventRouter {
  const restartOf = (name: WorkflowName): Restart | undefined =>
    routers.map((router) => router.restarts?.[name]).find((restart) => restart !== undefined);
  return {
    name: 'restarts',
    events: ['workflow.restart_requested'],
    async route(em, { event, schoolId }) {
      const { workflowId, executionId } = event.data;
      const restart = async (owner: ReturnType<typeof ownerOf>) =>
        (owner && (await restartOf(owner.name)?.(em, { schoolId, eventId: event.id }, owner.key))) ?? [];
      if (executionId === null) return { calls: await restart(ownerOf(String(workflowId))) };
      const stuck = await statementsOf(em).rowOf(listedExecution, workflowId, executionId);
      const owner = stuck && ownerOf(stuck.workflowId);
      if (!owner) return nothing;
      if (isFailureCode(stuck.cause)) return isWakeable(owner.name) ? { calls: [wake(owner.name, owner.key)] } : nothing;
      const execution = { workflowId: stuck.workflowId, executionId: stuck.executionId };
      return { calls: [{ operation: 'terminate', ...execution } as const, ...(await restart(owner))] };
    },
  };
}
