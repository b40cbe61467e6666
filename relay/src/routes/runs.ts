import { start, type WorkflowCall } from '@perennial/contracts';
import { type QueryRow, statementsOf } from '@perennial/db';
import { readWaitGroupKey } from '@perennial/domain/automation';
import { eventsThatWake } from '@perennial/domain/events';
import { leaveGroups } from '@perennial/services';
import type { EntityManager } from 'typeorm';
import { type EventRouter, idIn, nothing } from '../router.js';
import { recordWakes } from '../wakes.queries.js';
import { wakesOf } from './leave-groups.js';
import { openRun, openRunsOfDispatch } from './runs.queries.js';

/** Longest attempt of an effect, in seconds: `startToCloseTimeout` of the profile for providers. */
const longestAttempt = 15 * 60;
/** Minimum delay, for an attempt that begins while the execution is being terminated. */
const shortest = 60;

/** Commands of staff to a run, their answers to its questions, runs that were moved to another version, repeated journeys, and runs whose workflow is stuck. */
export const runs: EventRouter = {
  name: 'runs',
  events: eventsThatWake('automationRun'),
  async route(em, { event, schoolId }) {
    const runId = idIn(event.data, 'runId');
    if (!runId) return nothing;
    // It has no dispatch: its own workflow takes its first step.
    if (event.type === 'run.rerun') return { calls: await startsOf(em, schoolId, await statementsOf(em).rowsOf(openRun, runId)) };
    // A move is committed with the run. Its workflow only has to read it.
    if (event.type === 'run.operated' || event.type === 'approval.decided')
      await statementsOf(em).rowsOf(recordWakes, 'run', [runId], event.id);
    return { calls: (await wakesOf(em, schoolId, [runId])).get(runId) ?? [] };
  },
  restarts: {
    dispatch: async (em, { schoolId }, eventId) =>
      startsOf(em, schoolId, await statementsOf(em).rowsOf(openRunsOfDispatch, eventId)),
    automationRun: async (em, { schoolId }, runId) => startsOf(em, schoolId, await statementsOf(em).rowsOf(openRun, runId)),
    waitGroup: async (_em, { schoolId }, groupKey) => {
      const group = readWaitGroupKey(groupKey);
      return group ? [start('waitGroup', { schoolId, groupKey, automationId: group.automationId })] : [];
    },
  },
};

/** Starts runs from their committed revision, outside any group. The start does not affect a run that another workflow already executes. */
async function startsOf(em: EntityManager, schoolId: string, open: readonly QueryRow<typeof openRun>[]): Promise<WorkflowCall[]> {
  await statementsOf(em).rowsOf(
    leaveGroups,
    open.map(({ runId }) => runId),
  );
  // An effect in progress is recorded before the run is read: the start waits for its end.
  return open.map(({ acting, claimed, ...run }) =>
    start('automationRun', { schoolId, ...run }, acting && claimed ? longestAttempt : acting ? shortest : 0),
  );
}
