import type { MoveOutcome } from '@perennial/db';

/** What becomes of a run of a request. */
export interface MoveResult {
  readonly outcome: MoveOutcome;
  /** Why it was skipped or failed. */
  readonly reason: string | null;
  /** The run follows the version of the request from now on. */
  readonly onVersion?: true;
}

/** A run that is left as it is. */
export const skipped = (reason: string | null): MoveResult => ({ outcome: 'skipped', reason });

/** The reason for a run that is no longer where it was when staff asked. */
export const continued = 'They had continued in the meantime.';
