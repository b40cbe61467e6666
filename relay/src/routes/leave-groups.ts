import { start, type WorkflowCall, wake } from '@perennial/contracts';
import { statementsOf } from '@perennial/db';
import { leaveGroups } from '@perennial/services';
import type { EntityManager } from 'typeorm';

/**
 * What signals runs, by run. One that waits in a group leaves it and gets a workflow of its own. Its group may have handed it on
 * a moment ago; then the workflow exists and is signalled.
 */
export async function wakesOf(
  em: EntityManager,
  schoolId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly WorkflowCall[]>> {
  const calls = new Map<string, readonly WorkflowCall[]>(runIds.map((runId) => [runId, [wake('automationRun', runId)]]));
  if (runIds.length === 0) return calls;
  for (const run of await statementsOf(em).rowsOf(leaveGroups, runIds))
    calls.set(run.runId, [start('automationRun', { schoolId, ...run, clockId: null }), wake('automationRun', run.runId)]);
  return calls;
}
