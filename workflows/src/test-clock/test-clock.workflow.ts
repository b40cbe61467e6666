import type { ClockActivities } from '@perennial/activities';
import { adminPages, type TestClockInput, taskQueues } from '@perennial/contracts';
import { ActivityFailure, proxyActivities } from '@temporalio/workflow';
import { bulk, provider } from '../activity-options.js';
import { showDetails } from '../operators.js';
import { Waker } from '../waker.js';

const { driveClock } = proxyActivities<ClockActivities>({ ...bulk, taskQueue: taskQueues.effects });
const { failClock } = proxyActivities<ClockActivities>({ ...provider, taskQueue: taskQueues.lifecycle });

/** Carries a test clock to its target, and to a next one that was set meanwhile. */
export async function testClock(input: TestClockInput): Promise<void> {
  const waker = new Waker(input.clockId);
  showDetails([], [adminPages.testClocks()]);
  do {
    waker.rest();
    try {
      await driveClock(input);
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      await failClock(input, error.cause?.message ?? 'The clock stopped.');
    }
  } while (waker.woken);
}
