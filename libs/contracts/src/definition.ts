import type { SearchAttributeValues } from './search-attributes.js';
import type { TaskQueue } from './task-queues.js';

/** What every workflow's input names. IDs and codes only: payloads are readable in Temporal. */
export interface SchoolScoped {
  readonly schoolId: string;
}

/**
 * Tells a waiting workflow to check what happened. It carries no data, so a repeated or late signal does no harm.
 */
export const wakeSignal = 'wake';

/** Query that describes what a workflow waits for. */
export const waitingForQuery = 'waitingFor';

/** What a start does when an execution with the same workflow ID exists. */
export type StartPolicy =
  /** Signals a running execution; starts a closed one again. */
  | 'signalOrStart'
  /** Leaves a running or completed execution alone; starts one that failed or was terminated again. */
  | 'unlessCompleted'
  /** Leaves any earlier execution alone, whatever its outcome. */
  | 'once';

/** What a feature declares about its workflow; see {@link workflow}. */
interface WorkflowSpec<Input extends SchoolScoped, Signal extends string> {
  /** Type name in Temporal: the name of the exported function. */
  readonly name: string;
  readonly queue: TaskQueue;
  /** Start of the workflow ID; the business key follows. No slashes: the Temporal UI breaks on them. */
  readonly idPrefix: string;
  /** Business key of an input. */
  key(input: Input): string;
  /** Search attributes besides `SchoolId`. */
  attributes(input: Input): SearchAttributeValues;
  /** One sentence for operators. */
  readonly summary: string;
  /** Ends the summary where one execution differs from the next. */
  detail?(input: Input): string | null;
  /** Signals that the workflow handles. */
  readonly signals: readonly Signal[];
  readonly onConflict: StartPolicy;
  /** Arguments of the workflow function, if they are more than the input. */
  args?(input: Input): readonly [SchoolScoped, ...unknown[]];
}

/** One workflow as its callers know it: everything a start or a signal needs. */
export interface WorkflowDefinition<Input extends SchoolScoped = SchoolScoped, Signal extends string = string>
  extends WorkflowSpec<Input, Signal> {
  /** Workflow ID of a business key. */
  id(key: string): string;
  args(input: Input): readonly [SchoolScoped, ...unknown[]];
}

/** Declares a workflow. Starts and signals are typed by the declaration; without a second type it takes no signals. */
export function workflow<Input extends SchoolScoped, Signal extends string = never>(
  spec: WorkflowSpec<Input, Signal>,
): WorkflowDefinition<Input, Signal> {
  return { args: (input) => [input], ...spec, id: (key) => `${spec.idPrefix}${key}` };
}
