import type { MembershipInput } from '@perennial/contracts';
import { Membership, Plan, type Tenancy } from '@perennial/db';
import { type BillingSnapshot, isPurchased } from '@perennial/domain/billing';
import Stripe from 'stripe';
import type { Services } from '../platform/services.js';
import { callingStripe } from '../platform/stripe-failure.js';
import { causeOf, WaitLedger } from '../platform/wait-ledger.js';
import { type KnownBefore, waitOwnerOf } from './read-membership.js';

/**
 * The membership that a person already had when they paid for the same plan again. Anyone can type an address at the checkout,
 * and the checkout does not reveal who is a member. So a second payment is possible, and is undone. In the open scope.
 */
export async function repeatedMembership(
  tenancy: Tenancy,
  membership: Membership,
  { subscription }: BillingSnapshot,
): Promise<string | null> {
  if (membership.repeatsId) return membership.repeatsId;
  if (membership.state !== 'pending' || !isPurchased(subscription)) return null;
  const held = await tenancy.row<{ id: string }>(
    `select id from membership where contact_id = $1 and plan_id = $2 and id <> $3 and state not in ('pending', 'ended', 'abandoned')`,
    [membership.contactId, membership.planId, membership.id],
  );
  return held?.id ?? null;
}

/** The person already has this plan. The second subscription is cancelled, and only its record is kept. */
export async function undoRepeatedPurchase(
  services: Services,
  input: MembershipInput,
  { membership, wakes }: KnownBefore,
  billing: BillingSnapshot,
  repeatsId: string,
): Promise<void> {
  const { tenancy } = services;
  const amount = await callingStripe(services, async () =>
    undoPurchase(await services.stripe.for(input.schoolId), membership, billing),
  );
  await tenancy.withSchool(input.schoolId, async () => {
    const owner = waitOwnerOf(input);
    const waits = new WaitLedger(tenancy);
    const { id, contactId, planId, currency } = membership;
    const stripeSubscriptionId = billing.subscription?.id ?? membership.stripeSubscriptionId;
    await tenancy
      .repo(Membership)
      .update({ id }, { state: 'abandoned', repeatsId, stripeSubscriptionId, syncedAt: services.clocks.wall() });
    const { title } = await tenancy.repo(Plan).findOneByOrFail({ id: planId });
    await services.events.record({
      type: 'purchase.undone',
      key: `membership:${id}:undone`,
      contactId,
      occurredAt: await services.clocks.nowFor(contactId),
      cause: causeOf(wakes),
      data: { membershipId: repeatsId, planId, planTitle: title, amount, currency },
    });
    await waits.seen(owner, wakes);
    await waits.clear(owner);
  });
}

/** Cancels the subscription of a second purchase and refunds its payment. Repeating it changes nothing. */
async function undoPurchase(
  stripe: Stripe,
  { id }: Pick<Membership, 'id'>,
  { subscription, invoices }: BillingSnapshot,
): Promise<number> {
  if (!subscription) return 0;
  const key = `membership:${id}:undo`;
  if (subscription.status !== 'canceled') await stripe.subscriptions.cancel(subscription.id, {}, { idempotencyKey: key });
  let refunded = 0;
  for (const invoice of invoices.filter(({ status, amountPaid }) => status === 'paid' && amountPaid > 0)) {
    for await (const { payment } of stripe.invoicePayments.list({ invoice: invoice.id, status: 'paid', limit: 100 })) {
      const intent = typeof payment.payment_intent === 'string' ? payment.payment_intent : payment.payment_intent?.id;
      if (intent) await refund(stripe, intent, `${key}:${intent}`);
    }
    refunded += invoice.amountPaid;
  }
  return refunded;
}

async function refund(stripe: Stripe, intent: string, idempotencyKey: string): Promise<void> {
  try {
    await stripe.refunds.create({ payment_intent: intent, reason: 'duplicate' }, { idempotencyKey });
  } catch (error) {
    // Staff may already have done it in Stripe.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'charge_already_refunded')) throw error;
  }
}
