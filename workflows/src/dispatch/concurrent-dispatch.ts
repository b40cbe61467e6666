import type { AdvanceResult } from '@perennial/activities';
import type { DispatchInput } from '@perennial/contracts';
import { conduct } from '../automation-run/conduct.js';
import { showRuns } from './details.js';
import { startRun } from './start-run.js';

/**
 * How dispatches worked that were started before their runs were advanced in order. Kept so that their histories replay.
 * Do not use it for anything else: it has local activities of several runs outstanding at the same time. They complete
 * one by one in the original execution and together on replay, so the commands after them can change places. An
 * execution that was caught by this is listed under Needs attention and is recovered from Postgres.
 */
export async function dispatchConcurrently({ schoolId, runIds }: DispatchInput): Promise<void> {
  const known = new Map<string, AdvanceResult>();
  await Promise.all(
    runIds.map(async (runId) => {
      const step = await conduct({ schoolId, runId }, 0, (result) => {
        known.set(runId, result);
        showRuns(known);
      });
      if (step.kind !== 'finish') await startRun({ schoolId, runId }, step);
    }),
  );
}
