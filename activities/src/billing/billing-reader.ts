import { type BillingSnapshot, type InvoiceSnapshot, isFailing, type SubscriptionSnapshot } from '@perennial/domain/billing';
import { cardOnFile, presentOrNull } from '@perennial/stripe';
import Stripe from 'stripe';

/** What is known of a purchase at Stripe. */
export interface PurchaseReference {
  readonly stripeCheckoutSessionId: string | null;
  readonly stripeSubscriptionId: string | null;
}

/** Re-reads one purchase. Webhook snapshots are never trusted: their order is not guaranteed. */
export async function readBilling(stripe: Stripe, purchase: PurchaseReference): Promise<BillingSnapshot> {
  const sessionId = purchase.stripeSubscriptionId ? null : purchase.stripeCheckoutSessionId;
  const session = sessionId ? await presentOrNull(() => stripe.checkout.sessions.retrieve(sessionId)) : null;
  const subscriptionId = purchase.stripeSubscriptionId ?? idOf(session?.subscription ?? null);
  const checkout = sessionId ? checkoutOf(session) : null;
  if (!subscriptionId) return { checkout, subscription: null, invoices: [] };
  const { subscription, invoices } = await readAtOneMoment(stripe, subscriptionId);
  const read: InvoiceSnapshot[] = [];
  for (const invoice of invoices) read.push(await withConfirmation(stripe, readInvoice(invoice)));
  return { checkout, subscription: readSubscription(subscription), invoices: read };
}

/** A payment page that Stripe no longer knows cannot be paid any more. */
const checkoutOf = (session: Stripe.Checkout.Session | null): BillingSnapshot['checkout'] =>
  session
    ? { status: checkoutStatusOf(session.status), expiresAt: instant(session.expires_at) }
    : { status: 'expired', expiresAt: null };

interface Billed {
  readonly subscription: Stripe.Subscription;
  /** Oldest first. */
  readonly invoices: readonly Stripe.Invoice[];
}

/**
 * A subscription and its invoices as they were at one moment. They are two requests; a charge between them would give an
 * invoice that failed beside a subscription that does not know it. So they are read again until they agree.
 */
async function readAtOneMoment(stripe: Stripe, subscriptionId: string): Promise<Billed> {
  for (let tries = 0; ; tries++) {
    const subscription = await stripe.subscriptions.retrieve(subscriptionId, {
      expand: ['default_payment_method', 'customer.invoice_settings.default_payment_method', 'latest_invoice'],
    });
    const invoices = await stripe.invoices
      .list({ subscription: subscriptionId, limit: 100 })
      .autoPagingToArray({ limit: 10_000 });
    const billed = { subscription, invoices: invoices.reverse() };
    if (agree(billed) || tries === readsAtMost) return billed;
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
  }
}

/** Further reads of a subscription whose invoices do not fit. */
const readsAtMost = 4;

/** Whether the invoices are those that the subscription was read with. */
export function agree({ subscription, invoices }: Billed): boolean {
  const latest = subscription.latest_invoice;
  if (latest === null || typeof latest === 'string') return invoices.length === 0;
  const listed = invoices.find(({ id }) => id === latest.id);
  if (!listed || invoices.some(({ created }) => created > latest.created)) return false;
  const failing = latest.status === 'open' && latest.attempt_count > 0 && latest.collection_method === 'charge_automatically';
  if (failing && subscription.status === 'active') return false;
  return (
    listed.status === latest.status &&
    listed.attempt_count === latest.attempt_count &&
    listed.next_payment_attempt === latest.next_payment_attempt
  );
}

/** Asks why a charge was declined: only the payment itself says that the bank wants it confirmed. */
async function withConfirmation(stripe: Stripe, invoice: InvoiceSnapshot): Promise<InvoiceSnapshot> {
  if (!isFailing(invoice)) return invoice;
  try {
    const { payments } = await stripe.invoices.retrieve(invoice.id, { expand: ['payments.data.payment.payment_intent'] });
    const needsConfirmation = (payments?.data ?? []).some(({ payment }) => wantsConfirmation(payment.payment_intent));
    return { ...invoice, needsConfirmation };
  } catch (error) {
    // A restricted key need not be allowed to read payment intents.
    if (error instanceof Stripe.errors.StripePermissionError) return invoice;
    throw error;
  }
}

const confirmationCodes = new Set(['authentication_required', 'payment_intent_authentication_failure']);

function wantsConfirmation(intent: Stripe.InvoicePayment.Payment['payment_intent']): boolean {
  if (!intent || typeof intent === 'string') return false;
  return intent.status === 'requires_action' || confirmationCodes.has(intent.last_payment_error?.code ?? '');
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
    card: cardOnFile(subscription.default_payment_method) ?? cardOnFile(customer?.invoice_settings.default_payment_method),
  };
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
    collects: invoice.auto_advance ?? false,
    needsConfirmation: false,
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
