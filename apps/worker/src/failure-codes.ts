import { failure, isOutage, unexpected } from '@perennial/activities';
import { TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { WorkerLogger } from './log.js';

/**
 * Maximum attempts for an error that is not an outage, a few minutes in total. More retries would not help and would hide the
 * error from staff.
 */
const attempts = 10;

/**
 * Replaces the error of a failed activity by a code. The error text may contain an address or a name, so it stays in the
 * worker's log. A software error is not retried forever, whatever the activity's options: its workflow then shows that it needs
 * attention, or parks the run. An outage is retried.
 */
export const failureCodes =
  (log: WorkerLogger): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          if (error instanceof TemporalFailure) throw error;
          const { activityType, attempt, workflowExecution } = info;
          log.error({ err: error, activityType, attempt, workflowId: workflowExecution?.workflowId }, 'activity failed');
          throw isOutage(error) ? failure('database_unavailable') : unexpected(attempt >= attempts);
        }
      },
    },
  });
