import type { Evidence, FactKey } from '../conditions/index.js';
import type { StaffAudience } from '../identity/staff-role.js';
import type { Effect } from './effects.js';
import type { AwaitedEvent } from './nodes/definition.js';
import type { NodeKind } from './nodes/kinds.js';

/** How a run ended: at the end of its path, by an exit step, exit rule or past date, or by reaching its goal. */
export type Ending = 'completed' | 'exited' | 'goal';

/**
 * The current position of a run: small JSON, stored in Postgres after each step. The run needs nothing else to continue.
 * - `enter`: about to plan the node.
 * - `waiting`: the node sleeps or waits for events until `waitUntil`, or its email is held until then.
 * - `acting`: the node's effect was requested and its result is pending.
 * - `ended`: the run has ended; `nodeId` is the last node.
 */
export interface Cursor {
  readonly nodeId: string;
  /** Position on the run's path: the trigger is 1, and no two visits of a run share a number. */
  readonly visit: number;
  readonly phase: 'enter' | 'waiting' | 'acting' | 'ended';
  /** When the node was first planned. Set while waiting or acting. */
  readonly enteredAt?: string;
  /** When the timer fires. Set while waiting. */
  readonly waitUntil?: string;
  /** How often each step has sent the run back. */
  readonly jumps?: Readonly<Record<string, number>>;
  /** The run reached its goal and continued. The goal does not apply again. */
  readonly goalReached?: boolean;
  /** Staff let the run begin this step, although they hold it. */
  readonly released?: boolean;
  /** What staff edited for the next attempt at the call of this step. */
  readonly edited?: EditedCall;
  /** Steps whose effects happened on the journey that this one repeats, and are not repeated. */
  readonly skips?: readonly string[];
  /** When the run last went back. Earlier events do not end a wait after that. */
  readonly jumpedAt?: string;
  /** Set when ended. */
  readonly ending?: Ending;
  /** Results of earlier steps, by node id; only scalars, cut to a thousand characters. */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, OutputValue>>>>;
}

/** The input of a call as staff edited it for one person. */
export interface EditedCall {
  readonly url: string;
  readonly body: readonly { readonly name: string; readonly value: string }[];
}

/** An output of an effect. */
export type OutputValue = string | number | boolean | null;

/** The reason for a visit's outcome: one row of the run's timeline. */
export interface VisitEvidence {
  readonly nodeId: string;
  readonly visit: number;
  readonly nodeKind: NodeKind;
  /** The branch taken; null while the visit continues, if the run went back, and if it ended at this node. */
  readonly port: string | null;
  readonly reason: string;
  readonly values: readonly Evidence[];
}

/**
 * The next action of a run. The caller repeats `plan` with the new cursor after `pass`, with more facts after `load`, and after a
 * own effect with the cursor from `resume`; it stops at `sleepUntil`, `waitFor`, `ask`, `park`, `finish` and at an external effect.
 */
export type Step =
  /** Facts are missing: load them all and plan again. */
  | { readonly kind: 'load'; readonly facts: readonly FactKey[] }
  /** The node is done. Record the visit and continue with `next`. */
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
  /** Commit the wait, check for events since `lookBackFrom` (not the one that started the run), then wait until `until`. */
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
  /** Ask the staff, once, and remind them at `remindAt`; then wait for their answer until `until`. */
  | {
      readonly kind: 'ask';
      readonly nodeId: string;
      readonly visit: number;
      readonly role: StaffAudience;
      readonly question: string;
      readonly until: string;
      readonly remindAt: string | null;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** The node cannot be executed for this person and needs attention. `next` is the cursor to plan, skip or route from. */
  | {
      readonly kind: 'park';
      readonly nodeId: string;
      readonly visit: number;
      readonly code: string;
      readonly message: string;
      readonly evidence: VisitEvidence;
      readonly next: Cursor;
    }
  /** The run has ended. */
  | { readonly kind: 'finish'; readonly reason: Ending };
