import type { ReconcileInput } from '@perennial/contracts';
import { isoOrNull } from '@perennial/domain/calendar';
import { ConnectionHealth, readSubscription } from '@perennial/stripe';
import type { Services } from '../platform/services.js';
import { callingStripe } from '../platform/stripe-failure.js';
import { type OpenMembership, openMemberships, overdueMemberships } from './subscriptions.queries.js';

/** Requests a sync of every open membership that differs from its subscription or has no workflow. Returns how many. */
export async function compareSubscriptions(services: Services, { schoolId }: ReconcileInput): Promise<number> {
  const { tenancy } = services;
  const known = await tenancy.withSchool(schoolId, () => tenancy.rowsOf(openMemberships));
  const bySubscription = new Map(known.map((membership) => [membership.subscriptionId, membership]));
  const differing = new Map<string, Pick<OpenMembership, 'id' | 'contactId'>>();
  await callingStripe(services, async () => {
    const stripe = await services.stripe.for(schoolId);
    for await (const raw of stripe.subscriptions.list({ status: 'all', limit: 100 })) {
      const membership = bySubscription.get(raw.id);
      if (membership && !agrees(readSubscription(raw), membership)) differing.set(membership.id, membership);
    }
  });
  return tenancy.withSchool(schoolId, async () => {
    for (const membership of await unwatched(services)) differing.set(membership.id, membership);
    for (const { id, contactId } of differing.values())
      await services.events.record({
        type: 'membership.sync_requested',
        contactId,
        occurredAt: await services.clocks.nowFor(contactId),
        data: { membershipId: id, reason: 'comparison with Stripe' },
      });
    await new ConnectionHealth(tenancy, services.clocks, services.events).caughtUp();
    return differing.size;
  });
}

/** Wall-clock memberships whose date passed more than an hour ago. Their workflow is missing. */
function unwatched({ tenancy, clocks }: Services): Promise<Pick<OpenMembership, 'id' | 'contactId'>[]> {
  return tenancy.rowsOf(overdueMemberships, new Date(clocks.wall().getTime() - 60 * 60_000));
}

function agrees(subscription: ReturnType<typeof readSubscription>, membership: OpenMembership): boolean {
  // A membership cancelled in arrears ends with its grace period, before its subscription.
  const endsWithGrace = membership.endsAt !== null && isoOrNull(membership.endsAt) === isoOrNull(membership.graceEndsAt);
  return (
    subscription.currentPeriodEndsAt === isoOrNull(membership.currentPeriodEndsAt) &&
    (subscription.endsAt === isoOrNull(membership.endsAt) || (subscription.endsAt !== null && endsWithGrace)) &&
    (states[subscription.status]?.includes(membership.state) ?? false)
  );
}

const states: Readonly<Record<string, readonly string[]>> = {
  trialing: ['trialing'],
  active: ['active'],
  past_due: ['grace', 'suspended'],
  unpaid: ['suspended'],
  paused: ['paused'],
  incomplete: ['pending'],
};
