import { attributePairs, definitionOfWorkflow, type InputOf, type WorkflowName } from '@perennial/contracts';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';

/**
 * Starts another workflow as its declaration says, with the links of this one. It outlives this workflow.
 * @throws {WorkflowExecutionAlreadyStartedError} when an execution with its ID is running
 */
export async function startDeclared<N extends WorkflowName>(name: N, input: InputOf<N>): Promise<void> {
  const { id, key, queue, args, summary, attributes } = definitionOfWorkflow(name);
  const { memo } = workflowInfo();
  await startChild(name, {
    workflowId: id(key(input)),
    taskQueue: queue,
    parentClosePolicy: ParentClosePolicy.ABANDON,
    args: [...args(input)],
    staticSummary: summary,
    ...(memo && { memo }),
    typedSearchAttributes: attributePairs({ SchoolId: input.schoolId, ...attributes(input) }),
  });
}

/** As {@link startDeclared}. Returns false where an execution with its ID is running, which is left alone. */
export async function startUnlessRunning<N extends WorkflowName>(name: N, input: InputOf<N>): Promise<boolean> {
  try {
    await startDeclared(name, input);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}
