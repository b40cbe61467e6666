import type { ClockActivities } from '@perennial/activities';
import { adminPages, type TestClockInput, taskQueues } from '@perennial/contracts';
import { ActivityFailure, CancellationScope, isCancellation, proxyActivities } from '@temporalio/workflow';
import { bulk, database } from '../activity-options.js';
import { failureCode } from '../given-up.js';
import { showDetails } from '../operators.js';
import { WakeSignal } from '../wake-signal.js';

const { driveClock } = proxyActivities<ClockActivities>({ ...bulk, taskQueue: taskQueues.effects });
const { failClock } = proxyActivities<ClockActivities>({ ...database, taskQueue: taskQueues.lifecycle });

/** Advances a test clock to its target, and to a new target that was set in the meantime. */
export async function testClock(input: TestClockInput): Promise<void> {
  const wake = new WakeSignal(input.clockId);
  showDetails([], [adminPages.testClocks()]);
  do {
    wake.reset();
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
  } while (wake.received);
}
