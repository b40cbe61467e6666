import { type DispatchInput, type SearchAttributeName, workflows } from '@perennial/contracts';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { automationRun } from '../automation-run/automation-run.workflow.js';
import { conduct, type Standstill } from '../automation-run/conduct.js';

/** The stretch before the first wait of all runs that one event entered. Who must wait goes on in a workflow of their own. */
export async function dispatch(input: DispatchInput): Promise<void> {
  await Promise.all(input.runIds.map((runId) => carry({ schoolId: input.schoolId, runId })));
}

async function carry(run: { schoolId: string; runId: string }): Promise<void> {
  const standing = await conduct(run, 0);
  if (standing.kind === 'finish') return;
  const { automationId, version, contactId, clockId, revision } = standing;
  await startChild<typeof automationRun>('automationRun', {
    workflowId: workflows.automationRun.id(run.runId),
    taskQueue: workflows.automationRun.queue,
    parentClosePolicy: ParentClosePolicy.ABANDON,
    // It looks for itself first: an event may have come in while nobody could be woken.
    args: [{ ...run, contactId, automationId, version, clockId }, revision],
    staticSummary: 'Journey of one person through one automation',
    typedSearchAttributes: attributesOf(run.schoolId, standing),
  });
}

function attributesOf(schoolId: string, { automationId, version, contactId, clockId }: Standstill): TypedSearchAttributes {
  const values: Partial<Record<SearchAttributeName, string | null>> = {
    SchoolId: schoolId,
    ContactId: contactId,
    AutomationId: automationId,
    AutomationVersion: `${automationId}:${version}`,
    ClockId: clockId,
  };
  return new TypedSearchAttributes(
    Object.entries(values).flatMap(([name, value]) =>
      value ? [{ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value }] : [],
    ),
  );
}
