import { wakeSignal } from './definition.js';
import type { InputOf, WakeableWorkflow, WorkflowName } from './workflows/index.js';

/** Starts a workflow, or signals the running one if its definition says so. */
export type WorkflowStart<N extends WorkflowName = WorkflowName> = {
  [Name in N]: {
    readonly operation: 'start';
    readonly workflow: Name;
    readonly input: InputOf<Name>;
    /** Delays the first task: gives an effect that is in progress the time to end. */
    readonly delaySeconds?: number;
    /** Different requests caused what it works on: it is started on account of none. */
    readonly severalRequests?: true;
  };
}[N];

/** Signals a running workflow. Does nothing if it has closed. */
export interface WorkflowSignal {
  readonly operation: 'signal';
  readonly workflow: WakeableWorkflow;
  readonly key: string;
  readonly signal: typeof wakeSignal;
}

/** Ends one execution. A later execution under the same workflow ID is left alone. */
export interface WorkflowTermination {
  readonly operation: 'terminate';
  readonly workflowId: string;
  readonly executionId: string;
}

/**
 * A call to Temporal that an event causes. The outbox stores it first, so that it is repeated if the relay is killed. Each call
 * is safe to repeat.
 */
export type WorkflowCall = WorkflowStart | WorkflowSignal | WorkflowTermination;

/** A start, typed by the workflow's definition. */
export const start = <N extends WorkflowName>(workflow: N, input: InputOf<N>, delaySeconds = 0): WorkflowStart<N> =>
  ({ operation: 'start', workflow, input, ...(delaySeconds > 0 && { delaySeconds }) }) as WorkflowStart<N>;

/** A wake signal to a running workflow, by its business key. */
export const wake = (workflow: WakeableWorkflow, key: string): WorkflowSignal => ({
  operation: 'signal',
  workflow,
  key,
  signal: wakeSignal,
});

/** The owners of `wait` and `wake` rows, and their workflows. */
export const waitOwners = {
  membership: 'membership',
  run: 'automationRun',
  enrolment: 'enrolment',
  grant: 'grant',
} as const satisfies Record<string, WakeableWorkflow>;
