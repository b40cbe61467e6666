import { type FailureCode, isFailureCode } from '@perennial/contracts';
import { ActivityFailure, ApplicationFailure, TemporalFailure, TimeoutFailure } from '@temporalio/common';
import { isCancellation, patched } from '@temporalio/workflow';

/** Pause after a permanent failure of an activity, in milliseconds. A signal ends it sooner. */
const pause = 3_600_000;

/** Permanently failed work, passed from one execution to the next. */
export interface GivenUp {
  readonly failed: FailureCode;
  /** Wall-clock time, in ISO 8601. */
  readonly retryAt: string;
  /** Whether search attributes name the failure. Executions that failed before they did replay without it. */
  readonly shown: boolean;
}

/** The failure of an activity that Temporal no longer retries; null for a cancellation and for errors in workflow code. */
export function givenUp(error: unknown): GivenUp | null {
  // A local activity rejects with its own failure, or a timeout, without an ActivityFailure around it.
  if (!(error instanceof TemporalFailure) || isCancellation(error)) return null;
  const failed = failureCode(error) ?? 'unexpected';
  return { failed, retryAt: new Date(Date.now() + pause).toISOString(), shown: patched('needs-attention') };
}

/** The failure code of an activity; null if it is not one of ours. */
export function failureCode(error: unknown): FailureCode | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return 'timed_out';
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  return type && isFailureCode(type) ? type : null;
}
