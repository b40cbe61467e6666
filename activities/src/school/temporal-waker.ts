import { wakeSignal, workflows } from '@perennial/contracts';
import type { Wait } from '@perennial/db';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Waker } from './waker.port.js';

const workflowOf = {
  membership: workflows.membership,
  run: workflows.automationRun,
  enrolment: workflows.enrolment,
  grant: workflows.grant,
} as const satisfies Record<Wait['ownerKind'], object>;

/** {@link Waker} over Temporal signals. */
export class TemporalWaker implements Waker {
  constructor(private readonly client: Client) {}

  async wake(ownerKind: Wait['ownerKind'], ownerId: string): Promise<void> {
    try {
      await this.client.workflow.getHandle(workflowOf[ownerKind].id(ownerId)).signal(wakeSignal);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}
