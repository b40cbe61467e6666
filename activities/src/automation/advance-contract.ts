import type { ExternalEffectKind, FailureCode, WaitStep } from '@perennial/contracts';
import type { RetryWindow } from '@perennial/domain/automation';

/** A run of a school. */
export interface RunInput {
  readonly schoolId: string;
  readonly runId: string;
}

/** Which run to advance, from which committed state. */
export interface AdvanceInput extends RunInput {
  readonly expectedRevision: number;
  /** The current effect has failed permanently. */
  readonly failed?: FailureCode;
}

/** What the workflow must do next. IDs, instants and codes only. */
export type AdvanceResult = RunLabels &
  (
    | { readonly kind: 'finish' }
    | {
        readonly kind: 'act';
        readonly nodeId: string;
        readonly visit: number;
        readonly effect: ExternalEffectKind;
        /** For how long it is attempted. Without it, as its retry profile says. */
        readonly retryFor?: RetryWindow;
      }
    | {
        readonly kind: 'wait';
        readonly nodeId: string;
        readonly at: string;
        readonly reason: WaitStep;
        /** Milliseconds from when the activity returned. A timer that counts from the start of the workflow task would be late. */
        readonly inMs?: number;
        /** The group that holds the timer. Without one, the run's own workflow does. */
        readonly group?: GroupToJoin;
      }
    | { readonly kind: 'park'; readonly nodeId: string; readonly code: string }
  );

/** The group in which a run waits. */
export interface GroupToJoin {
  readonly key: string;
  /** Its workflow may be reading its members for the last time, and must be signalled. Decided when the activity returned. */
  readonly near?: boolean;
}

/** Runs to advance together, in the order in which they are to be advanced. */
export interface AdvanceManyInput {
  readonly schoolId: string;
  readonly runs: readonly { readonly runId: string; readonly expectedRevision: number }[];
}

/** A result for each run; null for one to be asked for again: it could not be advanced, and its error is in the log, or its email had to wait. */
export interface AdvanceManyResult {
  readonly results: readonly (AdvanceResult | null)[];
}

/** Search attributes of a run. */
export interface RunLabels {
  readonly revision: number;
  readonly automationId: string;
  readonly version: number;
  readonly contactId: string | null;
  readonly clockId: string | null;
}

/** The group of an automation for one minute. */
export interface WaitGroupKey {
  readonly schoolId: string;
  readonly groupKey: string;
}

/** A run of a group that is due, at its committed revision. */
export interface DueMember extends Omit<RunLabels, 'clockId'> {
  readonly runId: string;
}

/** What a group is to do next. */
export interface WaitGroupState {
  /** A page of the members that are due, in the order of their dates. */
  readonly due: readonly DueMember[];
  /** How many wait at each step. At most ten steps. */
  readonly steps: readonly { readonly nodeId: string; readonly people: number }[];
  /** When to read again, if nobody is due; null once the group is over. */
  readonly next: { readonly at: string; readonly inMs: number } | null;
}

/** A long path: the steps so far are committed, and more follow. */
export interface More {
  readonly kind: 'more';
}
