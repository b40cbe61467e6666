import type { AdvanceActivities, AdvanceResult } from '@perennial/activities';
import type { DispatchInput, FailureCode } from '@perennial/contracts';
import { proxyLocalActivities } from '@temporalio/workflow';
import { quick } from '../activity-options.js';
import { attemptEffect } from '../automation-run/effects.js';
import { showRuns } from './details.js';
import { startRun } from './start-run.js';

const { advance } = proxyLocalActivities<AdvanceActivities>(quick);

/**
 * The earlier dispatch, from before runs were advanced in order. Kept so that its histories replay. Do not use it for anything
 * else: it has local activities of several runs outstanding at the same time. They complete one by one in the original
 * execution and together on replay, so the commands after them can change places. Affected executions are listed under Needs
 * attention and restarted from Postgres.
 */
export async function dispatchConcurrently({ schoolId, runIds }: DispatchInput): Promise<void> {
  const known = new Map<string, AdvanceResult>();
  await Promise.all(
    runIds.map(async (runId) => {
      const step = await advanceToStop({ schoolId, runId }, (result) => {
        known.set(runId, result);
        showRuns(known);
      });
      if (step.kind !== 'finish') await startRun({ schoolId, runId }, step);
    }),
  );
}

/** Advances a run, effects included, until it waits, is parked or has ended. */
async function advanceToStop(
  run: { schoolId: string; runId: string },
  show: (result: AdvanceResult) => void,
): Promise<AdvanceResult> {
  let expectedRevision = 0;
  let failed: FailureCode | undefined;
  for (;;) {
    const result = await advance({ ...run, expectedRevision, ...(failed && { failed }) });
    show(result);
    if (result.kind !== 'act') return result;
    expectedRevision = result.revision;
    failed = await attemptEffect(run, result.nodeId, result.effect);
  }
}
