import type { RunLabels } from '@perennial/activities';
import { attributePairs, workflows } from '@perennial/contracts';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { automationRun } from '../automation-run/automation-run.workflow.js';

const contract = workflows.automationRun;

/** Starts the workflow of one run at a committed revision. It reads the run first: an event may have arrived meanwhile. */
export async function startRun(run: { schoolId: string; runId: string }, labels: RunLabels): Promise<void> {
  const { automationId, version, contactId, clockId, revision } = labels;
  const input = { ...run, contactId, automationId, version, clockId };
  const { memo } = workflowInfo();
  await startChild<typeof automationRun>('automationRun', {
    workflowId: contract.id(run.runId),
    taskQueue: contract.queue,
    parentClosePolicy: ParentClosePolicy.ABANDON,
    args: [input, revision],
    staticSummary: contract.summary,
    ...(memo && { memo }),
    typedSearchAttributes: attributePairs({ SchoolId: run.schoolId, ...contract.attributes({ ...input, revision }) }),
  });
}

/** As {@link startRun}, unless an operator has restarted the run from Postgres, or has reset this workflow: then it is already being processed. */
export async function handOn(run: { schoolId: string; runId: string }, labels: RunLabels): Promise<void> {
  try {
    await startRun(run, labels);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
