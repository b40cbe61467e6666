import { Membership } from '@perennial/db';
import type { MembershipChange } from '@perennial/domain/automation';
import { isHeld } from '@perennial/domain/billing';
import { idempotencyKey } from '@perennial/stripe';
import type Stripe from 'stripe';
import { EffectLedger } from '../../platform/effect-ledger.js';
import { failure } from '../../platform/failure.js';
import type { Services } from '../../platform/services.js';
import { callingStripe, refusalAsFailure } from '../../platform/stripe-failure.js';
import type { EffectAtRun, EffectHandler } from './effect-at-run.js';

/** A membership with a subscription that has not ended. */
interface Running {
  readonly membershipId: string;
  readonly subscriptionId: string;
}

/**
 * Cancels the subscription of a membership, or undoes that, and asks for a sync. Decides by what Stripe says now, so that a repeated attempt
 * changes nothing. Without a running membership, there is nothing to do.
 */
export function changeMembership(services: Services): EffectHandler<'changeMembership'> {
  const ledger = new EffectLedger(services.tenancy, services.clocks.wall);

  return async (at) => {
    const { schoolId, key, effect } = at;
    const claim = await ledger.claim(schoolId, key, 'stripe');
    if (claim === 'leased' || !claim.go) return;
    const running = await runningMembership(services, at);
    const isRunning =
      running !== null &&
      (await refusalAsFailure(() =>
        callingStripe(services, async () => change(await services.stripe.for(schoolId), running, effect.change, key)),
      ));
    // An attempt before this one may have ended it.
    const found = isRunning || (running !== null && claim.attempt > 1 && effect.change !== 'keep');
    // Before the effect is complete, so that a worker that dies here asks again.
    if (running) await sync(services, at, running.membershipId);
    await ledger.complete(schoolId, key, 'done', { found });
  };
}

/** Asks the workflow of the membership to read the subscription, once. */
function sync({ tenancy, clocks, events }: Services, at: EffectAtRun, membershipId: string): Promise<void> {
  const { schoolId, key, run, cause } = at;
  return tenancy.withSchool(schoolId, async () => {
    await events.record({
      type: 'membership.sync_requested',
      contactId: run.contactId,
      occurredAt: await clocks.nowFor(run.contactId),
      data: { membershipId, reason: 'changed by an automation' },
      cause,
      key: `sync:${key}`,
    });
  });
}

/** The membership of the step: by its ID, or the newest of the plan that has not ended. */
function runningMembership({ tenancy }: Services, at: EffectAtRun<'changeMembership'>): Promise<Running | null> {
  const { effect, schoolId } = at;
  const { contactId } = at.run;
  if (contactId === null) throw failure('misconfigured');
  const which = effect.membershipId === null ? { planId: effect.planId ?? '' } : { id: effect.membershipId };
  return tenancy.withSchool(schoolId, async () => {
    const all = await tenancy.repo(Membership).find({ where: { ...which, contactId }, order: { id: 'DESC' } });
    const running = all.find(({ state, stripeSubscriptionId }) => stripeSubscriptionId !== null && isHeld(state));
    return running?.stripeSubscriptionId ? { membershipId: running.id, subscriptionId: running.stripeSubscriptionId } : null;
  });
}

/** @returns false if the subscription has ended already */
async function change(stripe: Stripe, { subscriptionId }: Running, wanted: MembershipChange, key: string): Promise<boolean> {
  const { status, cancel_at_period_end: endsWithPeriod, cancel_at: endsAt } = await stripe.subscriptions.retrieve(subscriptionId);
  if (status === 'canceled' || status === 'incomplete_expired') return false;
  const once = { idempotencyKey: idempotencyKey('run', ...key.split(':')) };
  const isEnding = endsWithPeriod || endsAt !== null;
  // As in the portal: what is not paid at present has no paid period to wait for.
  const endsNow = wanted === 'cancel_now' || (wanted === 'cancel' && (status === 'paused' || status === 'unpaid'));
  if (endsNow) await stripe.subscriptions.cancel(subscriptionId, {}, once);
  else if (wanted === 'cancel' && !isEnding)
    await stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }, once);
  // A cancellation made in Stripe's own portal sets a date instead of the flag.
  else if (wanted === 'keep' && isEnding)
    await stripe.subscriptions.update(subscriptionId, endsWithPeriod ? { cancel_at_period_end: false } : { cancel_at: '' }, once);
  return true;
}
