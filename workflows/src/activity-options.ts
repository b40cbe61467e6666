import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/** Short reads and writes of our own database. A run outlives an outage of it, however long: nobody is stranded. */
export const quick: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
};

/** One call to a provider, such as Stripe or SMTP. Keeps trying for three days: nothing is dropped because of an outage. */
export const provider: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5m' },
};

/** Long work that reports progress. */
export const bulk: ActivityOptions = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 20 },
};
