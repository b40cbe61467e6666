import type { EffectProfile } from '@perennial/contracts';
import { type RetryWindow, retryWindows } from '@perennial/domain/automation';
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * Timeouts and retry policies of activities. Every activity call in a workflow uses one of these profiles.
 *
 * Activities of `watch`, `provider`, `delivery` and `bulk` heartbeat on their own every five seconds (`keepAlive`), so the
 * heartbeat timeout only detects dead workers and does not have to exceed the slowest call of an activity.
 */

/**
 * Short reads and writes of our own database, as local activities. A database outage is retried for hours. After ten seconds
 * timers are used, so that the workflow task is not kept open and the history stays short. Then the run shows that it needs
 * attention, and retries.
 */
export const quick: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '6h',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '2m' },
};

/** Like {@link quick}, for several runs in sequence. Gives up early, so that a failing run does not delay the next. */
export const briefly: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumAttempts: 3 },
};

/** Longer work in our own database. Retried without limit, so an outage only delays it. */
export const database: ActivityOptions = {
  startToCloseTimeout: '2m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
};

/**
 * Calls to a provider. Retries for three days, so that an outage loses nothing. An attempt may take longer than the slowest
 * response. Missing heartbeats reveal a dead worker.
 */
export const provider: ActivityOptions = {
  startToCloseTimeout: '15m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5m' },
};

/**
 * Like {@link provider}, for entity workflows that read Stripe. After half an hour the outage is shown under Needs attention,
 * and the workflow continues to retry.
 */
export const watch: ActivityOptions = { ...provider, scheduleToCloseTimeout: '30m' };

/** Sends one email to each of its recipients. A mail server may take minutes for each, and the connections may all be in use. */
export const delivery: ActivityOptions = { ...provider, startToCloseTimeout: '2h' };

/** Like {@link delivery}, for an email with a link. After an hour it is useless, because the person has requested another. */
export const promptDelivery: ActivityOptions = {
  ...delivery,
  scheduleToCloseTimeout: '30m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
};

/** A call to a URL of the school. After a few attempts the run is parked and shown to staff. */
const call: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '5m', maximumAttempts: 3 },
};

/** Profiles of external effects, as `libs/contracts` names them. */
export const effectProfiles = { delivery, call } satisfies Record<EffectProfile, ActivityOptions>;

/** A profile whose attempts are repeated for as long as a step says, however many there are. */
export function within(profile: ActivityOptions, retryFor: RetryWindow | undefined): ActivityOptions {
  if (retryFor === undefined) return profile;
  const { maximumAttempts: _, ...retry } = profile.retry ?? {};
  return { ...profile, scheduleToCloseTimeout: retryWindows[retryFor], retry };
}

/** Work for several at once. Gives up soon, because each of them then gets a workflow of its own. */
export const together: ActivityOptions = {
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '15m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumAttempts: 3 },
};

/** Long work that continues where it stopped. */
export const bulk: ActivityOptions = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 20 },
};
