import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import type { Due } from './waker.js';

/** Pause after an activity that failed for good, in milliseconds. A wake ends it sooner. */
const pause = 3_600_000;

/**
 * Runs an activity of a workflow that watches over something. One that failed for good gives null in place of its result: the
 * workflow waits and tries again, because nobody else would.
 */
export async function outlive<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ActivityFailure && !isCancellation(error)) return null;
    throw error;
  }
}

/** When an activity that failed for good is tried again. */
export const afterFailure = (): Due & { readonly at: string } => ({
  at: new Date(Date.now() + pause).toISOString(),
  reason: 'Try again after a failure',
  onWall: true,
});
