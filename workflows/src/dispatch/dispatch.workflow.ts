import type { AdvanceActivities, AdvanceResult, GroupToJoin } from '@perennial/activities';
import type { DispatchInput } from '@perennial/contracts';
import { TemporalFailure } from '@temporalio/common';
import { continueAsNew, isCancellation, patched, proxyLocalActivities, sleep, workflowInfo } from '@temporalio/workflow';
import { briefly } from '../activity-options.js';
import { joinGroups } from '../wait-group/join-groups.js';
import { dispatchConcurrently } from './concurrent-dispatch.js';
import { showRuns } from './details.js';
import { handOn } from './start-run.js';

const { advance, advanceMany } = proxyLocalActivities<AdvanceActivities>(briefly);

/** Runs per batch. Their light steps are committed before the first of them is handed to its own workflow. */
const batchSize = 50;
/** A batch adds about 150 events; an execution stays well below 2,000. */
const longHistory = 1_000;
const shortestPause = 1_000;
const longestPause = 300_000;

/**
 * Advances all runs that entered together through their first light steps, in their order, a batch in one transaction. A run that is
 * not over then, because it waits, sends an email or needs attention, is handed on to a workflow of its own. One that entered with many
 * and waits is handed on to the workflow of its group.
 *
 * Commands must come from one ordered stream here: at most one local activity is outstanding, and only the end of the batch
 * depends on the starts of the children.
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

/** Returns the runs that could not be advanced. They are retried after the others, so that they do not delay them. */
async function dispatchBatch(schoolId: string, runIds: readonly string[], known: Map<string, AdvanceResult>): Promise<string[]> {
  const results = await (patched('dispatch-together') ? advanceBatch : advanceOneByOne)(schoolId, runIds);
  const handedOn: [string, AdvanceResult][] = [];
  const groups: GroupToJoin[] = [];
  const failing: string[] = [];
  for (const [i, runId] of runIds.entries()) {
    const step = results[i];
    if (!step) {
      failing.push(runId);
      continue;
    }
    known.set(runId, step);
    if (step.kind === 'wait' && step.group) groups.push(step.group);
    else if (step.kind !== 'finish') handedOn.push([runId, step]);
  }
  await Promise.all(handedOn.map(([runId, step]) => handOn({ schoolId, runId }, step)));
  await joinGroups(schoolId, groups);
  return failing;
}

/** One local activity for the batch. No results where it failed as a whole, as during an outage. */
async function advanceBatch(schoolId: string, runIds: readonly string[]): Promise<readonly (AdvanceResult | null)[]> {
  try {
    const runs = runIds.map((runId) => ({ runId, expectedRevision: 0 }));
    return (await advanceMany({ schoolId, runs })).results;
  } catch (error) {
    throwUnlessFailed(error);
    return [];
  }
}

/** How batches were advanced before they had a common transaction. Kept so that their histories replay. */
async function advanceOneByOne(schoolId: string, runIds: readonly string[]): Promise<readonly (AdvanceResult | null)[]> {
  const results: (AdvanceResult | null)[] = [];
  for (const runId of runIds)
    try {
      results.push(await advance({ schoolId, runId, expectedRevision: 0 }));
    } catch (error) {
      throwUnlessFailed(error);
      results.push(null);
    }
  return results;
}

/** A local activity rejects with its own failure, or a timeout, without an ActivityFailure around it. */
function throwUnlessFailed(error: unknown): void {
  if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
}

function isLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return continueAsNewSuggested || historyLength > longHistory;
}
