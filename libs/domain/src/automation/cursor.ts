import type { Evidence, FactKey } from '../conditions/index.js';
import type { Effect } from './effects.js';
import type { AwaitedEvent } from './nodes/definition.js';
import type { NodeKind } from './nodes/kinds.js';

/** How a run is over: to the end of its path, by an exit step, exit rule or past date, or by reaching its goal. */
export type Ending = 'completed' | 'exited' | 'goal';

/**
 * Where a run stands: small JSON, stored in Postgres after each step. Nothing else of a run's past is needed to go on.
 * - `enter`: about to look at the node.
 * - `waiting`: the node sleeps or waits for events until `waitUntil`.
 * - `acting`: the node's effect was handed out and its result is due.
 * - `ended`: the run is over; `nodeId` is the last node.
 */
export interface Cursor {
  readonly nodeId: string;
  /** Position on the run's path: the trigger is 1, and no two visits of a run share a number. */
  readonly visit: number;
  readonly phase: 'enter' | 'waiting' | 'acting' | 'ended';
  /** When the node was first looked at. Set while waiting or acting. */
  readonly enteredAt?: string;
  /** When the timer rings. Set while waiting. */
  readonly waitUntil?: string;
  /** Set when ended. */
  readonly ending?: Ending;
  /** Results of earlier steps, by node id; only scalars, cut to a thousand characters. */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, OutputValue>>>>;
}

/** A value that an effect leaves behind. */
export type OutputValue = string | number | boolean | null;

/** Why a visit went as it did: one row of the run's timeline. */
export interface VisitEvidence {
  readonly nodeId: string;
  readonly visit: number;
  readonly nodeKind: NodeKind;
  /** The way taken; null while the visit goes on, and where the run ended at the node itself. */
  readonly port: string | null;
  readonly reason: string;
  readonly values: readonly Evidence[];
}

/**
 * What to do with a run now. The caller repeats `plan` with the new cursor after `pass`, with more facts after `load`, and after a
 * house effect with the cursor that `resume` gave; it stops at `sleepUntil`, `waitFor`, `park`, `finish` and at a world effect.
 */
export type Step =
  /** Facts are missing: load them all and plan again. */
  | { readonly kind: 'load'; readonly facts: readonly FactKey[] }
  /** The node is done. Record the visit, go on with `next`. */
  | {
      readonly kind: 'pass';
      readonly nodeId: string;
      readonly visit: number;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** Store `next`, carry out the effect once under its key, then `resume(graph, next, { kind: 'effect', … })`. */
  | {
      readonly kind: 'act';
      readonly nodeId: string;
      readonly visit: number;
      readonly effect: Effect;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** Store `next`; at `at`, `resume` with the timer. Planning again before that gives the same step. */
  | {
      readonly kind: 'sleepUntil';
      readonly nodeId: string;
      readonly visit: number;
      readonly at: string;
      readonly reason: string;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** Commit the wait, look back for events since `lookBackFrom` (not the one that started the run), then wait until `until`. */
  | {
      readonly kind: 'waitFor';
      readonly nodeId: string;
      readonly visit: number;
      readonly events: readonly AwaitedEvent[];
      readonly until: string;
      readonly lookBackFrom: string;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** The node cannot be carried out for this person; somebody has to look. `next` is the cursor to plan, skip or route from. */
  | {
      readonly kind: 'park';
      readonly nodeId: string;
      readonly visit: number;
      readonly code: string;
      readonly message: string;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** The run is over. */
  | { readonly kind: 'finish'; readonly reason: Ending };
