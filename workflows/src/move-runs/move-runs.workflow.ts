import type { MoveActivities } from '@perennial/activities';
import { type MoveRunsInput, taskQueues } from '@perennial/contracts';
import { proxyActivities } from '@temporalio/workflow';
import { database } from '../activity-options.js';
import { runEntity } from '../entity-loop.js';
import { continueWaiting, showDetails } from '../operators.js';

const { moveRuns: moveBatch, cancelMove } = proxyActivities<MoveActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/**
 * Moves runs to another version in batches. Postgres records what became of each, so a repeated batch continues after the last one.
 */
export function moveRuns(input: MoveRunsInput): Promise<void> {
  const show = (lines: readonly (string | null)[]) => showDetails(lines, []);
  return runEntity<never>({
    clockId: null,
    carried: undefined,
    attributes: 'on failure',
    async work() {
      const { left } = await moveBatch(input);
      show([left === 0 ? 'Finished.' : `**Moving** ${left} left`]);
      return { kind: left === 0 ? 'over' : 'more' };
    },
    present: (never) => never,
    show,
    continueAsNew: (attributes) => continueWaiting<typeof moveRuns>(attributes, input),
    cancelled: () => cancelMove(input),
  });
}
