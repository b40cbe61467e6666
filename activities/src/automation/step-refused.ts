import { failures } from '@perennial/contracts';
import type { Cursor } from '@perennial/domain/automation';
import { EventLoopError } from '@perennial/services';
import { ApplicationFailure } from '@temporalio/common';

/** An own effect that failed. Known after its transaction was rolled back. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';

  constructor(
    readonly nodeId: string,
    readonly visit: number,
    readonly code: string,
    readonly problem: string,
  ) {
    super(`${code} at ${nodeId}`);
  }
}

/** Non-retryable errors park the run. All other errors are rethrown so that Temporal retries. */
export const refuse =
  ({ nodeId, visit }: Pick<Cursor, 'nodeId' | 'visit'>) =>
  (error: unknown): never => {
    if (error instanceof EventLoopError) throw new StepRefused(nodeId, visit, 'event_loop', failures.event_loop.meaning);
    if (error instanceof ApplicationFailure && error.nonRetryable)
      throw new StepRefused(nodeId, visit, error.type ?? 'misconfigured', error.message);
    throw error;
  };
