import type { EffectProfile } from '@perennial/contracts';
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * How long activities may take and how they are retried. Each activity call in a workflow takes one of these.
 *
 * Activities of `watch`, `provider`, `delivery` and `bulk` heartbeat on their own every five seconds (`keepAlive`), so the
 * heartbeat timeout only notices workers that died: it need not exceed the slowest call of an activity.
 */

/**
 * Short reads and writes of our own database, as local activities. An outage of the database is retried for hours: after
 * ten seconds by timers, so that the task of the workflow is not kept open and its history stays short. Then the run
 * shows that it needs attention, and tries again.
 */
export const quick: LocalActivityOptions = {
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '6h',
  localRetryThreshold: '10s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '2m' },
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
 * Calls to a provider. Retries for three days: nothing is dropped because of an outage. An attempt may take longer
 * than the slowest answers it waits for; a worker that has died is noticed by its missing heartbeats.
 */
export const provider: ActivityOptions = {
  startToCloseTimeout: '15m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '5m' },
};

/**
 * As {@link provider}, for an entity workflow that reads Stripe. After half an hour the outage is shown under Needs
 * attention; the workflow goes on trying.
 */
export const watch: ActivityOptions = { ...provider, scheduleToCloseTimeout: '30m' };

/** Sends one email to each of its recipients. A mail server may take minutes for each, and the connections may all be in use. */
export const delivery: ActivityOptions = { ...provider, startToCloseTimeout: '2h' };

/** As {@link delivery}, for an email with a link. One that comes an hour late is of no use: the person has asked for another. */
export const promptDelivery: ActivityOptions = {
  ...delivery,
  scheduleToCloseTimeout: '30m',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '1m' },
};

/** A call of an address that a school gave. It gets a few attempts; then the run is parked where staff see it. */
const call: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '1h',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '5m', maximumAttempts: 3 },
};

/** Profiles of external effects, as `libs/contracts` names them. */
export const effectProfiles = { delivery, call } satisfies Record<EffectProfile, ActivityOptions>;

/** Long work that can be repeated from where it stopped. */
export const bulk: ActivityOptions = {
  startToCloseTimeout: '1h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s', maximumAttempts: 20 },
};
