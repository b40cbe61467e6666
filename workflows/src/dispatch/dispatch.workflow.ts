import type { AdvanceActivities, AdvanceResult } from '@perennial/activities';
import type { DispatchInput } from '@perennial/contracts';
import { TemporalFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { continueAsNew, isCancellation, patched, proxyLocalActivities, sleep, workflowInfo } from '@temporalio/workflow';
import { briefly } from '../activity-options.js';
import { dispatchConcurrently } from './concurrent-dispatch.js';
import { showRuns } from './details.js';
import { startRun } from './start-run.js';

const { advance } = proxyLocalActivities<AdvanceActivities>(briefly);

/** Runs taken at once: their light steps are committed before the first of them is handed on. */
const batchSize = 50;
/** A batch adds about 150 events; an execution stays well below 2,000. */
const longHistory = 1_000;
const shortestPause = 1_000;
const longestPause = 300_000;

/**
 * Advances all runs that one event entered through their first light steps, one after the other. A run that is not over
 * then, because it waits, sends an email or needs attention, is handed on to a workflow of its own.
 *
 * Commands must come from one ordered stream here: never more than one local activity is outstanding, and nothing but
 * the end of the batch depends on the starts of the children.
 */
export async function dispatch(input: DispatchInput): Promise<void> {
  if (!patched('dispatch-in-order')) return dispatchConcurrently(input);
  const known = new Map<string, AdvanceResult>();
  let pending = input.runIds;
  for (let pause = shortestPause; ; pause = Math.min(pause * 2, longestPause)) {
    const failing: string[] = [];
    for (let done = 0; done < pending.length; done += batchSize) {
      failing.push(...(await dispatchBatch(input.schoolId, pending.slice(done, done + batchSize), known)));
      showRuns(known, failing.length);
      const left = [...pending.slice(done + batchSize), ...failing];
      if (left.length > 0 && isLong()) await continueAsNew<typeof dispatch>({ ...input, runIds: left });
    }
    if (failing.length === 0) return;
    pending = failing;
    await sleep(pause, { summary: 'Retry of runs that could not be advanced' });
  }
}

/** Returns the runs that could not be advanced: they are retried after the others, so that one does not hold them up. */
async function dispatchBatch(schoolId: string, runIds: readonly string[], known: Map<string, AdvanceResult>): Promise<string[]> {
  const handedOn: [string, AdvanceResult][] = [];
  const failing: string[] = [];
  for (const runId of runIds) {
    try {
      const step = await advance({ schoolId, runId, expectedRevision: 0 });
      known.set(runId, step);
      if (step.kind !== 'finish') handedOn.push([runId, step]);
    } catch (error) {
      // A local activity rejects with its own failure, or a timeout, without an ActivityFailure around it.
      if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
      failing.push(runId);
    }
  }
  await Promise.all(handedOn.map(([runId, step]) => handOn({ schoolId, runId }, step)));
  return failing;
}

async function handOn(run: { schoolId: string; runId: string }, step: AdvanceResult): Promise<void> {
  try {
    await startRun(run, step);
  } catch (error) {
    // An operator has restarted the run from Postgres, or has reset this workflow: it is in hand already.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function isLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength > longHistory;
}
