import type { ClockActivities } from '@perennial/activities';
import { adminPages, type TestClockInput, taskQueues } from '@perennial/contracts';
import { ActivityFailure, CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import { bulk, database } from '../activity-options.js';
import { failureCode } from '../given-up.js';
import { showDetails } from '../operators.js';
import { Waker } from '../waker.js';

const { driveClock } = proxyActivities<ClockActivities>({ ...bulk, taskQueue: taskQueues.effects });
const { failClock } = proxyActivities<ClockActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/** Moves a test clock to its target, and to a next one that was set meanwhile. */
export async function testClock(input: TestClockInput): Promise<void> {
  const waker = new Waker(input.clockId);
  showDetails([], [adminPages.testClocks()]);
  do {
    waker.rest();
    try {
      await driveClock(input);
    } catch (error) {
      if (isCancellation(error)) {
        await CancellationScope.nonCancellable(() => failClock(input, 'cancelled'));
        throw error;
      }
      if (!(error instanceof ActivityFailure)) throw error;
      await failClock(input, failureCode(error) ?? 'unexpected');
    }
  } while (waker.woken);
}
