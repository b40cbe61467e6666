import type { AdvanceResult } from '@perennial/activities';
import { adminPages, attributePairs, type DispatchInput, workflows } from '@perennial/contracts';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { automationRun } from '../automation-run/automation-run.workflow.js';
import { conduct, inWords, type Standstill } from '../automation-run/conduct.js';
import { pageLink, showDetails } from '../operators.js';

/** The stretch before the first wait of all runs that one event entered. Who must wait goes on in a workflow of their own. */
export async function dispatch(input: DispatchInput): Promise<void> {
  const known = new Map<string, AdvanceResult>();
  await Promise.all(
    input.runIds.map((runId) =>
      carry({ schoolId: input.schoolId, runId }, (step) => {
        known.set(runId, step);
        show(known);
      }),
    ),
  );
}

async function carry(run: { schoolId: string; runId: string }, tell: (step: AdvanceResult) => void): Promise<void> {
  const standing = await conduct(run, 0, tell);
  if (standing.kind === 'finish') return;
  const { automationId, version, contactId, clockId, revision } = standing;
  const { memo } = workflowInfo();
  await startChild<typeof automationRun>('automationRun', {
    workflowId: workflows.automationRun.id(run.runId),
    taskQueue: workflows.automationRun.queue,
    parentClosePolicy: ParentClosePolicy.ABANDON,
    // It looks for itself first: an event may have come in while nobody could be woken.
    args: [{ ...run, contactId, automationId, version, clockId }, revision],
    staticSummary: workflows.automationRun.summary,
    ...(memo && { memo }),
    typedSearchAttributes: attributePairs(attributesOf(run.schoolId, standing)),
  });
}

const attributesOf = (schoolId: string, { automationId, version, contactId, clockId }: Standstill) => ({
  SchoolId: schoolId,
  ContactId: contactId,
  AutomationId: automationId,
  AutomationVersion: `${automationId}:${version}`,
  ClockId: clockId,
});

/** One line for each journey, as far as it was carried here, and the person they are all about. */
function show(known: ReadonlyMap<string, AdvanceResult>): void {
  const [first] = known.values();
  showDetails(
    [...known].map(([runId, step]) => {
      const link = pageLink(adminPages.journey(step.automationId, runId));
      return `${standingOf(step)}: ${link ?? workflows.automationRun.id(runId)}`;
    }),
    first?.contactId ? [adminPages.person(first.contactId)] : [],
  );
}

function standingOf(step: AdvanceResult): string {
  switch (step.kind) {
    case 'finish':
      return 'Over';
    case 'act':
      return `**At work** ${inWords(step.effect, step.nodeId)}`;
    case 'wait':
      return `Handed on at ${step.reason}`;
    case 'park':
      return `Handed on, needs attention at ${step.nodeId}: ${step.code}`;
  }
}
