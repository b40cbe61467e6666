import type { RunLabels } from '@perennial/activities';
import { attributePairs, workflows } from '@perennial/contracts';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { automationRun } from '../automation-run/automation-run.workflow.js';

/** Starts the workflow of one run at a committed revision. It reads the run first: an event may have arrived meanwhile. */
export async function startRun(run: { schoolId: string; runId: string }, labels: RunLabels): Promise<void> {
  const { automationId, version, contactId, clockId, revision } = labels;
  const { memo } = workflowInfo();
  await startChild<typeof automationRun>('automationRun', {
    workflowId: workflows.automationRun.id(run.runId),
    taskQueue: workflows.automationRun.queue,
    parentClosePolicy: ParentClosePolicy.ABANDON,
    args: [{ ...run, contactId, automationId, version, clockId }, revision],
    staticSummary: workflows.automationRun.summary,
    ...(memo && { memo }),
    typedSearchAttributes: attributePairs({
      SchoolId: run.schoolId,
      ContactId: contactId,
      AutomationId: automationId,
      AutomationVersion: `${automationId}:${version}`,
      ClockId: clockId,
    }),
  });
}
