import type { EffectProfile } from '@perennial/contracts';
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/** Short reads and writes of our own database. A run outlives an outage of it, however long: nobody is stranded. */
export const quick: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' },
};

/** As {@link quick}, for work of several runs in turn: gives up early, so that one that fails does not hold up the next. */
export const briefly: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumAttempts: 3 },
};

/** Longer work in our own database. Retried without limit: an outage delays it and ends nothing. */
export const database: ActivityOptions = {
  startToCloseTimeout: '2m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
};

/**
 * Calls to a provider, such as Stripe. Retries for three days: nothing is dropped because of an outage. An attempt may take longer
 * than the slowest answers it waits for; a worker that has died is noticed by its missing heartbeats.
 */
export const provider: ActivityOptions = {
  startToCloseTimeout: '15m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5m' },
};

/** Sends one email to each of its recipients. A mail server may take minutes for each, and the connections may all be in use. */
export const delivery: ActivityOptions = { ...provider, startToCloseTimeout: '2h' };

/** A call to an address that staff have entered: a few attempts, then the run is parked where people see it. */
const call: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '5m', maximumAttempts: 3 },
};

/** Profiles of external effects, as `libs/contracts` names them. */
export const effectProfiles = { delivery, call } satisfies Record<EffectProfile, ActivityOptions>;

/** Long work that reports progress. */
export const bulk: ActivityOptions = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 20 },
};
