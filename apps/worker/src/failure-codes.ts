import { failure, isOutage, unexpected } from '@perennial/activities';
import { TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { WorkerLogger } from './log.js';

/** Attempts of an error that is no outage: a few minutes. Repeating it longer changes nothing, and nobody sees it. */
const attempts = 10;

/**
 * What Temporal sees of a failed activity: a code. The text may hold an address or a name, and stays in the log of the worker.
 * An error of the software ends the attempts after a while, whatever the activity's options: its workflow then shows that
 * it needs attention, or parks the run. An outage does not.
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
