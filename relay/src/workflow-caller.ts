import {
  attributePairs,
  definitionOfWorkflow,
  type WorkflowCall,
  type WorkflowMemo,
  type WorkflowSignal,
  type WorkflowStart,
  type WorkflowTermination,
  wakeSignal,
} from '@perennial/contracts';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { WorkflowPort } from './batch.js';

/** Makes calls to Temporal according to the workflow definitions. Each may be repeated. */
export class WorkflowCaller implements WorkflowPort {
  constructor(
    private readonly client: Client,
    private readonly adminUrl: string,
  ) {}

  make(call: WorkflowCall): Promise<void> {
    switch (call.operation) {
      case 'start':
        return this.#start(call);
      case 'signal':
        return this.#signal(call);
      case 'terminate':
        return this.#terminate(call);
    }
  }

  async #start({ workflow, input, delaySeconds = 0 }: WorkflowStart): Promise<void> {
    const definition = definitionOfWorkflow(workflow);
    const memo: WorkflowMemo = { adminUrl: this.adminUrl };
    const detail = definition.detail?.(input) ?? null;
    const options = {
      workflowId: definition.id(definition.key(input)),
      taskQueue: definition.queue,
      args: [...definition.args(input)],
      staticSummary: detail === null ? definition.summary : `${definition.summary}: ${detail}`,
      memo: { ...memo },
      // Children, activities and continued executions inherit it: so that a busy school does not delay others.
      priority: { fairnessKey: input.schoolId },
      typedSearchAttributes: attributePairs({ SchoolId: input.schoolId, ...definition.attributes(input) }),
      ...(delaySeconds > 0 && { startDelay: `${delaySeconds}s` as const }),
    };
    if (definition.onConflict === 'signalOrStart') {
      await this.client.workflow.signalWithStart(workflow, { ...options, signal: wakeSignal, signalArgs: [] });
      return;
    }
    try {
      await this.client.workflow.start(workflow, {
        ...options,
        workflowIdReusePolicy: definition.onConflict === 'once' ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  async #signal({ workflow, key, signal }: WorkflowSignal): Promise<void> {
    await unlessClosed(this.client.workflow.getHandle(definitionOfWorkflow(workflow).id(key)).signal(signal));
  }

  async #terminate({ workflowId, executionId }: WorkflowTermination): Promise<void> {
    await unlessClosed(this.client.workflow.getHandle(workflowId, executionId).terminate('restarted from Postgres'));
  }
}

async function unlessClosed(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
