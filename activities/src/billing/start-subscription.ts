import type { Membership } from '@perennial/db';
import type { SubscriptionSnapshot } from '@perennial/domain/billing';
import { idempotencyKey, useNewestCard } from '@perennial/stripe';
import Stripe from 'stripe';

/** How long after the click a card still starts a membership, in milliseconds: the page where it is given is closed by then. */
const asked = 60 * 60_000;
/** How soon to look whether there is a card now, in milliseconds: Stripe tells of a card's customer, not of a subscription. */
const again = 2 * 60_000;

/** Whether a member has just asked to start a membership that paused for want of a card. `now` is the wall's. */
export const isAskedToStart = (
  { startRequestedAt }: Pick<Membership, 'startRequestedAt'>,
  subscription: Pick<SubscriptionSnapshot, 'status'> | null,
  now: Date,
): boolean =>
  subscription?.status === 'paused' && startRequestedAt !== null && now.getTime() - startRequestedAt.getTime() < asked;

/**
 * Resumes the subscription once there is a card, whether or not the member's browser came back from the page where it was
 * given. Repeating it for one click resumes once.
 * @returns whether Stripe was told to
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
    // A declined card: it stays paused, and the member sees so and may try another.
    if (!(error instanceof Stripe.errors.StripeCardError)) throw error;
  }
  return true;
}

/** When to look again for a card that was not there yet. `now` is the wall's. */
export const lookForCard = (now: Date): { readonly at: string; readonly reason: string } => ({
  at: new Date(now.getTime() + again).toISOString(),
  reason: 'A card to start with',
});
