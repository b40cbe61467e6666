import type { WorkflowSignal } from '@perennial/contracts';

/** Signals a running workflow. Does nothing if it has closed. */
export interface WorkflowSignaler {
  make(call: WorkflowSignal): Promise<void>;
}
