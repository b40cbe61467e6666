import type { CallOutcome } from './url-call.js';

/** The first attempt of an effect, ready to be made while its run is being advanced. */
export interface FirstAttempt {
  readonly runId: string;
  readonly key: string;
  readonly kind: 'email' | 'http';
  /** How long the claim keeps other attempts away. Null where this one certainly ends before another begins. */
  readonly leaseMs: number | null;
  /**
   * Makes the attempt, outside every scope. Null where its outcome is still open or an activity must make it. `not begun` where others took
   * the time: nothing is claimed, and the attempt can be made later.
   */
  make(): Promise<CallOutcome | 'not begun' | null>;
  /** Releases the place of an attempt that is not made. */
  release(): void;
}
