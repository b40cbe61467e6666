import type { EventType } from '@perennial/domain/events';
import type { SearchAttributeValues } from './search-attributes.js';
import type { TaskQueue } from './task-queues.js';

/**
 * The part of the input that every workflow has. Inputs contain only IDs and codes, because payloads are readable in Temporal.
 */
export interface SchoolScoped {
  readonly schoolId: string;
}

/** Signals a waiting workflow to check for changes. It has no data, so a repeated or late signal has no effect. */
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

/** An event, as far as it decides which workflow starts. */
export interface StartingEvent {
  readonly id: string;
  readonly type: EventType;
  readonly contactId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Starts of a workflow whose input follows from an event alone. The relay derives their routes; a workflow that needs the
 * database for its input has a router of its own in `relay/src/routes`.
 */
export interface DeclaredStart<Input extends SchoolScoped> {
  /** For an event that names the workflow in `wakes` (event catalogue). Null for one that starts nothing. */
  input(school: SchoolScoped, event: StartingEvent): Input | null;
  /** Input for a restart from Postgres, by business key; null for a workflow that must not start again. */
  restart(school: SchoolScoped, key: string): Input | null;
}

/** The declaration of a workflow by its feature. See {@link workflow}. */
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
  /** Details of one execution, appended to the summary. */
  detail?(input: Input): string | null;
  /** Signals that the workflow handles. */
  readonly signals: readonly Signal[];
  readonly onConflict: StartPolicy;
  readonly startedBy?: DeclaredStart<Input>;
  /** Arguments of the workflow function, if they are more than the input. */
  args?(input: Input): readonly [SchoolScoped, ...unknown[]];
}

/** Everything that callers need to start or signal a workflow. */
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

/** A school with an ID from the data of an event; null if the event does not have it. */
export function withId<K extends string>(
  { schoolId }: SchoolScoped,
  data: Readonly<Record<string, unknown>>,
  field: K,
): (SchoolScoped & Record<K, string>) | null {
  const id = data[field];
  return typeof id === 'string' ? ({ schoolId, [field]: id } as SchoolScoped & Record<K, string>) : null;
}
