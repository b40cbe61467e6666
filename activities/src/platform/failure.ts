import { type FailureCode, failures } from '@perennial/contracts';
import { ApplicationFailure } from '@temporalio/common';

/**
 * A failure for Temporal: a code, never the original text, which may contain an address or a name.
 * @param nextRetryDelay milliseconds, if the server requested a delay
 */
export function failure(code: FailureCode, nextRetryDelay?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    message: failures[code].meaning,
    nonRetryable: !failures[code].retry,
    ...(nextRetryDelay !== undefined && { nextRetryDelay }),
  });
}

/** A failure without a specific code: a software error. @param final ends the retries */
export const unexpected = (final: boolean): ApplicationFailure =>
  ApplicationFailure.create({ type: 'unexpected', message: failures.unexpected.meaning, nonRetryable: final });
