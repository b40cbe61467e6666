import type { BillingSnapshot, CardOnFile, InvoiceSnapshot, SubscriptionSnapshot } from '@perennial/domain';
import type Stripe from 'stripe';

/** What is known of a purchase at Stripe. */
export interface PurchaseReference {
  readonly stripeCheckoutSessionId: string | null;
  readonly stripeSubscriptionId: string | null;
}

/** Re-reads one purchase. Webhook snapshots are never trusted: their order is not guaranteed. */
export async function readBilling(stripe: Stripe, purchase: PurchaseReference): Promise<BillingSnapshot> {
  const session = purchase.stripeSubscriptionId ? null : await readCheckout(stripe, purchase.stripeCheckoutSessionId);
  const subscriptionId = purchase.stripeSubscriptionId ?? idOf(session?.subscription ?? null);
  const checkout = session ? { status: checkoutStatusOf(session.status), expiresAt: instant(session.expires_at) } : null;
  if (!subscriptionId) return { checkout, subscription: null, invoices: [] };
  const subscription = await stripe.subscriptions.retrieve(subscriptionId, {
    expand: ['default_payment_method', 'customer.invoice_settings.default_payment_method'],
  });
  const invoices: InvoiceSnapshot[] = [];
  for await (const invoice of stripe.invoices.list({ subscription: subscriptionId, limit: 100 }))
    invoices.push(readInvoice(invoice));
  return { checkout, subscription: readSubscription(subscription), invoices: invoices.reverse() };
}

async function readCheckout(stripe: Stripe, id: string | null): Promise<Stripe.Checkout.Session | null> {
  return id === null ? null : stripe.checkout.sessions.retrieve(id);
}

/** Stripe's subscription in our words. Periods live on its items. */
export function readSubscription(subscription: Stripe.Subscription): SubscriptionSnapshot {
  const periodEnd = subscription.items.data[0]?.current_period_end ?? null;
  // In flexible mode a portal cancellation sets only cancel_at.
  const endsAt = subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null);
  const customer =
    typeof subscription.customer === 'object' && !('deleted' in subscription.customer) ? subscription.customer : null;
  return {
    id: subscription.id,
    status: statusOf(subscription.status),
    createdAt: instant(subscription.created),
    trialStartsAt: instant(subscription.trial_start),
    trialEndsAt: instant(subscription.trial_end),
    currentPeriodEndsAt: instant(periodEnd),
    endsAt: instant(endsAt),
    cancelRequestedAt: endsAt === null ? null : instant(subscription.canceled_at),
    cancellationReason: subscription.cancellation_details?.comment?.trim() || null,
    endedAt: instant(subscription.ended_at),
    endReason: endReasonOf(subscription.cancellation_details?.reason ?? null),
    hasCard: subscription.default_payment_method !== null || (customer?.invoice_settings.default_payment_method ?? null) !== null,
    card: cardOf(subscription.default_payment_method) ?? cardOf(customer?.invoice_settings.default_payment_method),
  };
}

/** What may be shown of the card; null for another kind of payment method, or for one that was not read with its details. */
function cardOf(method: string | Stripe.PaymentMethod | null | undefined): CardOnFile | null {
  if (!method || typeof method === 'string' || !method.card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { brand, last4, expMonth, expYear };
}

/** Stripe's invoice in our words. */
export function readInvoice(invoice: Stripe.Invoice): InvoiceSnapshot {
  const line = invoice.lines.data.at(-1);
  return {
    id: invoice.id ?? '',
    number: invoice.number,
    status: invoiceStatusOf(invoice.status),
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    currency: invoice.currency,
    attemptCount: invoice.attempt_count,
    nextAttemptAt: instant(invoice.next_payment_attempt),
    finalizesAt: instant(invoice.automatically_finalizes_at),
    periodStartsAt: instant(line?.period.start ?? invoice.period_start),
    periodEndsAt: instant(line?.period.end ?? invoice.period_end),
    issuedAt: instant(invoice.created),
    paidAt: instant(invoice.status_transitions.paid_at),
    // The first attempt is made when the invoice is finalised; of later ones Stripe tells no time.
    attemptedAt: invoice.attempt_count === 1 ? instant(invoice.status_transitions.finalized_at) : null,
    hostedUrl: invoice.hosted_invoice_url ?? null,
  };
}

/** Stripe's enums are open: a status that is not in this list is a bug to hear about, not to guess at. */
function statusOf(status: string): SubscriptionSnapshot['status'] {
  switch (status) {
    case 'incomplete':
    case 'incomplete_expired':
    case 'trialing':
    case 'active':
    case 'past_due':
    case 'canceled':
    case 'unpaid':
    case 'paused':
      return status;
    default:
      throw new Error(`unknown subscription status ${status}`);
  }
}

function invoiceStatusOf(status: string | null): InvoiceSnapshot['status'] {
  switch (status) {
    case 'draft':
    case 'open':
    case 'paid':
    case 'void':
    case 'uncollectible':
      return status;
    default:
      throw new Error(`unknown invoice status ${status}`);
  }
}

function checkoutStatusOf(status: string | null): 'open' | 'complete' | 'expired' {
  return status === 'complete' || status === 'expired' ? status : 'open';
}

function endReasonOf(reason: string | null): SubscriptionSnapshot['endReason'] {
  return reason === 'payment_failed' || reason === 'payment_disputed' || reason === 'cancellation_requested' ? reason : null;
}

const idOf = (value: string | { id: string } | null): string | null =>
  value === null || typeof value === 'string' ? value : value.id;

function instant(epochSeconds: number): string;
function instant(epochSeconds: number | null | undefined): string | null;
function instant(epochSeconds: number | null | undefined): string | null {
  return epochSeconds === null || epochSeconds === undefined ? null : new Date(epochSeconds * 1000).toISOString();
}
