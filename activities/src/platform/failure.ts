import { type FailureCode, failures } from '@perennial/contracts';
import { ApplicationFailure } from '@temporalio/common';

/**
 * A failure that Temporal may see: a code, never the original text, which can hold an address or a name.
 * @param nextRetryDelay milliseconds, where the other side said when to come back
 */
export function failure(code: FailureCode, nextRetryDelay?: number): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    message: failures[code].meaning,
    nonRetryable: !failures[code].retry,
    ...(nextRetryDelay !== undefined && { nextRetryDelay }),
  });
}

/** A failure without a code of its own: an error of the software. @param final ends the retries */
export const unexpected = (final: boolean): ApplicationFailure =>
  ApplicationFailure.create({ type: 'unexpected', message: failures.unexpected.meaning, nonRetryable: final });
