import type { ReconcileInput } from '@perennial/contracts';
import type { Membership } from '@perennial/db';
import { isoOrNull } from '@perennial/domain/calendar';
import { ConnectionHealth, readSubscription } from '@perennial/stripe';
import type { Services } from '../platform/services.js';
import { callingStripe } from '../platform/stripe-failure.js';

type Known = Pick<Membership, 'id' | 'contactId' | 'state' | 'endsAt' | 'graceEndsAt' | 'currentPeriodEndsAt'> & {
  readonly subscriptionId: string;
};

/** Asks for a sync of every open membership that differs from its subscription or that nobody watches. Answers how many. */
export async function compareSubscriptions(services: Services, { schoolId }: ReconcileInput): Promise<number> {
  const { tenancy } = services;
  const known = await tenancy.withSchool(schoolId, () =>
    tenancy.rows<Known>(
      `select id, contact_id as "contactId", state, ends_at as "endsAt", grace_ends_at as "graceEndsAt",
              current_period_ends_at as "currentPeriodEndsAt", stripe_subscription_id as "subscriptionId"
         from membership where state not in ('ended', 'abandoned') and stripe_subscription_id is not null`,
    ),
  );
  const bySubscription = new Map(known.map((membership) => [membership.subscriptionId, membership]));
  const differing = new Map<string, Pick<Known, 'id' | 'contactId'>>();
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

/** Memberships on the wall whose date passed an hour ago without anybody acting on it: their workflow is gone. */
function unwatched({ tenancy, clocks }: Services): Promise<Pick<Known, 'id' | 'contactId'>[]> {
  return tenancy.rows(
    `select m.id, m.contact_id as "contactId" from wait w join membership m on m.id = w.owner_id
      where w.owner_kind = 'membership' and w.clock_id is null and w.due_at < $1`,
    [new Date(clocks.wall().getTime() - 60 * 60_000)],
  );
}

function agrees(subscription: ReturnType<typeof readSubscription>, membership: Known): boolean {
  // Cancelled in arrears, a membership ends with its grace, before its subscription does.
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
