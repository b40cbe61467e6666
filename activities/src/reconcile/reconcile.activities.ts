import type { ReconcileInput } from '@perennial/contracts';
import { Membership, StripeConnection } from '@perennial/db';
import { type StripeEventStore, StripeNotConnectedError, stripeEventTypes } from '@perennial/stripe';
import Stripe from 'stripe';
import type { House } from '../context.js';
import { readSubscription } from '../stripe/billing-reader.js';
import { callingStripe } from '../stripe/stripe-failure.js';

/** Events read in one sweep at most; the next one goes on behind them. */
const sweepLimit = 2_000;

/** What a sweep found. */
export interface SweepResult {
  /** Null: the school has no Stripe account to look at any more. */
  readonly nextInSeconds: number | null;
  readonly found: number;
}

/** Activities of the reconcile workflow. */
export interface ReconcileActivities {
  /** Reads events that no webhook brought. */
  sweepStripeEvents(input: ReconcileInput): Promise<SweepResult>;
  /** Compares every open membership with its subscription; wakes those that differ. Answers how many did. */
  compareSubscriptions(input: ReconcileInput): Promise<number>;
}

/** Wires {@link ReconcileActivities}. @param everySeconds pause between sweeps */
export const createReconcileActivities = (house: House, store: StripeEventStore, everySeconds: number): ReconcileActivities => ({
  sweepStripeEvents: (input) => sweep(house, store, input, everySeconds),
  compareSubscriptions: (input) => compare(house, input),
});

async function sweep(
  house: House,
  store: StripeEventStore,
  { schoolId }: ReconcileInput,
  everySeconds: number,
): Promise<SweepResult> {
  const { tenancy } = house;
  const connection = await tenancy.withSchool(schoolId, () => tenancy.repo(StripeConnection).findOneBy({}));
  if (!connection || connection.state === 'revoked') return { nextInSeconds: null, found: 0 };
  const events = await callingStripe(house, async () => readSince(await house.stripe.for(schoolId), connection.eventsCursor));
  const newest = events.at(-1);
  if (!newest) return { nextInSeconds: everySeconds, found: 0 };
  let found = 0;
  for (const event of events) {
    await tenancy.withSchool(schoolId, async () => {
      if (await store.store(connection, event, 'sweep')) found += 1;
    });
  }
  await tenancy.withSchool(schoolId, () =>
    tenancy.repo(StripeConnection).update({ id: connection.id }, { eventsCursor: newest.id }),
  );
  return { nextInSeconds: everySeconds, found };
}

/** Events behind the cursor, oldest first. A cursor older than Stripe's 30 days is forgotten: what is kept is read again. */
async function readSince(stripe: Stripe, cursor: string | null): Promise<Stripe.Event[]> {
  const types = [...stripeEventTypes];
  try {
    const events = await stripe.events
      .list({ types, limit: 100, ...(cursor && { ending_before: cursor }) })
      .autoPagingToArray({ limit: sweepLimit });
    // Behind a cursor Stripe's client pages from old to new; without one, from new to old.
    return cursor ? events : events.reverse();
  } catch (error) {
    if (cursor && error instanceof Stripe.errors.StripeInvalidRequestError) return readSince(stripe, null);
    throw error;
  }
}

async function compare(house: House, { schoolId }: ReconcileInput): Promise<number> {
  const { tenancy } = house;
  const known = await tenancy.withSchool(schoolId, () =>
    tenancy.rows<Pick<Membership, 'id' | 'contactId' | 'state' | 'endsAt' | 'currentPeriodEndsAt'> & { subscriptionId: string }>(
      `select id, contact_id as "contactId", state, ends_at as "endsAt", current_period_ends_at as "currentPeriodEndsAt",
              stripe_subscription_id as "subscriptionId"
         from membership where state not in ('ended', 'abandoned') and stripe_subscription_id is not null`,
    ),
  );
  const bySubscription = new Map(known.map((membership) => [membership.subscriptionId, membership]));
  let differing = 0;
  try {
    const stripe = await house.stripe.for(schoolId);
    await callingStripe(house, async () => {
      for await (const raw of stripe.subscriptions.list({ status: 'all', limit: 100 })) {
        const membership = bySubscription.get(raw.id);
        if (!membership) continue;
        const now = readSubscription(raw);
        const same =
          now.currentPeriodEndsAt === iso(membership.currentPeriodEndsAt) &&
          now.endsAt === iso(membership.endsAt) &&
          fits(now.status, membership.state);
        if (same) continue;
        differing += 1;
        await tenancy.withSchool(schoolId, () =>
          house.events.record({
            type: 'membership.sync_requested',
            contactId: membership.contactId,
            occurredAt: house.clocks.wall(),
            data: { membershipId: membership.id, reason: 'daily comparison with Stripe' },
          }),
        );
      }
    });
  } catch (error) {
    if (error instanceof StripeNotConnectedError) return 0;
    throw error;
  }
  return differing;
}

const states: Readonly<Record<string, readonly string[]>> = {
  trialing: ['trialing'],
  active: ['active'],
  past_due: ['grace', 'suspended'],
  unpaid: ['suspended'],
  paused: ['paused'],
  incomplete: ['pending'],
};
const fits = (status: string, state: string): boolean => states[status]?.includes(state) ?? false;
const iso = (value: Date | null): string | null => value?.toISOString() ?? null;
