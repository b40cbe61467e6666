import type { ReconcileInput } from '@perennial/contracts';
import { StripeConnection } from '@perennial/db';
import { type StripeEventStore, stripeEventTypes } from '@perennial/stripe';
import Stripe from 'stripe';
import type { Services } from '../platform/services.js';
import { callingStripe, StripeRefusedError } from '../platform/stripe-failure.js';
import { compareSubscriptions } from './compare-subscriptions.js';

/** Pause after a refusal by Stripe, in seconds. A working key signals the workflow sooner. */
const afterRefusal = 3_600;
/** Maximum events per poll. The next poll continues after them. */
const sweepLimit = 2_000;

/** Result of a poll. */
export interface SweepResult {
  /** Null if the school no longer has a Stripe account. */
  readonly nextInSeconds: number | null;
  readonly found: number;
  /** The connection was broken until now, so every subscription is compared immediately. */
  readonly compareNow?: boolean;
}

/** Activities of the reconcile workflow. */
export interface ReconcileActivities {
  /** Reads events that no webhook delivered. */
  sweepStripeEvents(input: ReconcileInput): Promise<SweepResult>;
  /** Compares every open membership with its subscription and signals those that differ. Returns their number. */
  compareSubscriptions(input: ReconcileInput): Promise<number>;
}

/** Wires {@link ReconcileActivities}. @param everySeconds pause between sweeps */
export const createReconcileActivities = (
  services: Services,
  store: StripeEventStore,
  everySeconds: number,
): ReconcileActivities => ({
  sweepStripeEvents: (input) =>
    unlessRefused(
      () => sweep(services, store, input, everySeconds),
      () => ({ nextInSeconds: afterRefusal, found: 0 }),
    ),
  compareSubscriptions: (input) =>
    unlessRefused(
      () => compareSubscriptions(services, input),
      () => 0,
    ),
});

/** After a refusal by Stripe, polling continues with a longer delay. */
async function unlessRefused<T>(work: () => Promise<T>, refused: () => T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StripeRefusedError) return refused();
    throw error;
  }
}

async function sweep(
  services: Services,
  store: StripeEventStore,
  { schoolId }: ReconcileInput,
  everySeconds: number,
): Promise<SweepResult> {
  const { tenancy } = services;
  const connection = await tenancy.withSchool(schoolId, () => tenancy.repo(StripeConnection).findOneBy({}));
  if (!connection || connection.state === 'revoked') return { nextInSeconds: null, found: 0 };
  const events = await callingStripe(services, async () =>
    readSince(await services.stripe.for(schoolId), connection.eventsCursor),
  );
  const newest = events.at(-1);
  const compareNow = connection.catchUp;
  if (!newest) return { nextInSeconds: everySeconds, found: 0, compareNow };
  let found = 0;
  for (const event of events) {
    await tenancy.withSchool(schoolId, async () => {
      if (await store.store(connection, event, 'sweep')) found += 1;
    });
  }
  await tenancy.withSchool(schoolId, () =>
    tenancy.repo(StripeConnection).update({ id: connection.id }, { eventsCursor: newest.id }),
  );
  return { nextInSeconds: everySeconds, found, compareNow };
}

/**
 * Events after the cursor, oldest first. A cursor older than Stripe's 30 days is discarded, and everything available is read
 * again.
 */
async function readSince(stripe: Stripe, cursor: string | null): Promise<Stripe.Event[]> {
  const types = [...stripeEventTypes];
  try {
    const events = await stripe.events
      .list({ types, limit: 100, ...(cursor && { ending_before: cursor }) })
      .autoPagingToArray({ limit: sweepLimit });
    // After a cursor, Stripe's client pages from old to new; without one, from new to old.
    return cursor ? events : events.reverse();
  } catch (error) {
    if (cursor && error instanceof Stripe.errors.StripeInvalidRequestError) return readSince(stripe, null);
    throw error;
  }
}
