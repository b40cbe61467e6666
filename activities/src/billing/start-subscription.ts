import type { Membership } from '@perennial/db';
import type { SubscriptionSnapshot } from '@perennial/domain/billing';
import { idempotencyKey, useNewestCard } from '@perennial/stripe';
import Stripe from 'stripe';

/** How long after the click a new card starts a membership, in milliseconds. Stripe's page has expired by then. */
const asked = 60 * 60_000;
/** Poll interval for a card, in milliseconds, because Stripe's event names the customer and not the subscription. */
const again = 2 * 60_000;

/** Whether a member has just asked to start a membership that paused because it had no card. `now` is the wall-clock time. */
export const isAskedToStart = (
  { startRequestedAt }: Pick<Membership, 'startRequestedAt'>,
  subscription: Pick<SubscriptionSnapshot, 'status'> | null,
  now: Date,
): boolean =>
  subscription?.status === 'paused' && startRequestedAt !== null && now.getTime() - startRequestedAt.getTime() < asked;

/**
 * Resumes the subscription once there is a card, whether or not the member's browser returned from Stripe's page. Repeating it
 * for one click resumes once.
 * @returns whether it was resumed
 */
export async function startWithCard(
  stripe: Stripe,
  { id, startRequestedAt }: Pick<Membership, 'id' | 'startRequestedAt'>,
  subscriptionId: string,
): Promise<boolean> {
  if (!(await useNewestCard(stripe, subscriptionId))) return false;
  try {
    await stripe.subscriptions.resume(
      subscriptionId,
      {},
      { idempotencyKey: idempotencyKey('membership', id, 'start', startRequestedAt?.getTime() ?? 0) },
    );
  } catch (error) {
    // The card was declined. The membership stays paused, and the member can add another card.
    if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
  }
  return true;
}

/** When to poll again for a card. `now` is the wall-clock time. */
export const lookForCard = (now: Date): { readonly at: string; readonly reason: 'card_missing' } => ({
  at: new Date(now.getTime() + again).toISOString(),
  reason: 'card_missing',
});
