import {
  type BillingSnapshot,
  type ChargeSnapshot,
  type InvoiceSnapshot,
  isFailing,
  type SubscriptionSnapshot,
} from '@perennial/domain/billing';
import Stripe from 'stripe';
import { presentOrNull } from './present.js';
import { instant, readInvoice, readSubscription } from './snapshots.js';

/** References to a purchase at Stripe. */
export interface PurchaseReference {
  readonly stripeCheckoutSessionId: string | null;
  readonly stripeSubscriptionId: string | null;
}

/** An invoice that an earlier sync has recorded. */
export interface RecordedInvoice {
  readonly stripeInvoiceId: string;
  readonly status: InvoiceSnapshot['status'];
}

/**
 * Re-reads one purchase. Webhook bodies are not used, because their order is not guaranteed.
 * @param recorded invoices of earlier syncs. Paid and void ones no longer change and are not read again
 */
export async function readBilling(
  stripe: Stripe,
  purchase: PurchaseReference,
  recorded: readonly RecordedInvoice[] = [],
): Promise<BillingSnapshot> {
  const sessionId = purchase.stripeSubscriptionId ? null : purchase.stripeCheckoutSessionId;
  const session = sessionId ? await presentOrNull(() => stripe.checkout.sessions.retrieve(sessionId)) : null;
  const subscriptionId = purchase.stripeSubscriptionId ?? idOf(session?.subscription ?? null);
  const checkout = sessionId ? checkoutOf(session) : null;
  if (!subscriptionId) return { checkout, subscription: null, invoices: [], upcoming: null };
  const { subscription, invoices } = await readAtOneMoment(stripe, subscriptionId, recorded);
  const read: InvoiceSnapshot[] = [];
  for (const invoice of invoices) read.push(await withConfirmation(stripe, readInvoice(invoice)));
  const snapshot = readSubscription(subscription);
  return { checkout, subscription: snapshot, invoices: read, upcoming: await readUpcoming(stripe, snapshot) };
}

/**
 * The next charge of a subscription, with tax and discounts, as computed by Stripe; null if there is none or it is not
 * available.
 */
async function readUpcoming(stripe: Stripe, { id, status, endsAt }: SubscriptionSnapshot): Promise<ChargeSnapshot | null> {
  if ((status !== 'trialing' && status !== 'active') || endsAt !== null) return null;
  try {
    const { amount_due: amount, currency } = await stripe.invoices.createPreview({ subscription: id });
    return { amount, currency };
  } catch (error) {
    // A restricted key may lack the permission to preview, and Stripe cannot preview every subscription.
    if (error instanceof Stripe.errors.StripePermissionError || error instanceof Stripe.errors.StripeInvalidRequestError)
      return null;
    throw error;
  }
}

/** A payment page that no longer exists at Stripe cannot be paid. */
const checkoutOf = (session: Stripe.Checkout.Session | null): BillingSnapshot['checkout'] =>
  session
    ? { status: checkoutStatusOf(session.status), expiresAt: instant(session.expires_at) }
    : { status: 'expired', expiresAt: null };

interface Billed {
  readonly subscription: Stripe.Subscription;
  /** Oldest first; without those recorded as paid or void, except the newest of them. */
  readonly invoices: readonly Stripe.Invoice[];
}

/**
 * A consistent snapshot of a subscription and its invoices. They are two requests, and a charge in between would return a
 * failed invoice with a subscription from before. So they are read again until they agree.
 */
async function readAtOneMoment(stripe: Stripe, subscriptionId: string, recorded: readonly RecordedInvoice[]): Promise<Billed> {
  for (let tries = 0; ; tries++) {
    const subscription = await stripe.subscriptions.retrieve(subscriptionId, {
      expand: ['default_payment_method', 'customer.invoice_settings.default_payment_method', 'latest_invoice'],
    });
    const billed = { subscription, invoices: await readInvoices(stripe, subscriptionId, recorded) };
    if (agree(billed) || tries === readsAtMost) return billed;
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
  }
}

/** Reads the newest first until all that can have changed are read. Returns the oldest first. */
async function readInvoices(
  stripe: Stripe,
  subscriptionId: string,
  recorded: readonly RecordedInvoice[],
): Promise<Stripe.Invoice[]> {
  const final = new Set<string | undefined>();
  const changeable = new Set<string | undefined>();
  for (const { stripeInvoiceId, status } of recorded)
    (status === 'paid' || status === 'void' ? final : changeable).add(stripeInvoiceId);
  const invoices: Stripe.Invoice[] = [];
  let reachedFinal = false;
  for await (const invoice of stripe.invoices.list({ subscription: subscriptionId, limit: recorded.length > 0 ? 10 : 100 })) {
    invoices.push(invoice);
    changeable.delete(invoice.id);
    reachedFinal ||= final.has(invoice.id);
    if (reachedFinal && changeable.size === 0) break;
  }
  return invoices.reverse();
}

/** Maximum re-reads of a subscription whose invoices do not agree. */
const readsAtMost = 4;

/** Whether the invoices agree with the subscription. */
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

/** Reads why a charge was declined. Only the payment intent shows that the bank requires confirmation. */
async function withConfirmation(stripe: Stripe, invoice: InvoiceSnapshot): Promise<InvoiceSnapshot> {
  if (!isFailing(invoice)) return invoice;
  try {
    const { payments } = await stripe.invoices.retrieve(invoice.id, { expand: ['payments.data.payment.payment_intent'] });
    const needsConfirmation = (payments?.data ?? []).some(({ payment }) => wantsConfirmation(payment.payment_intent));
    return { ...invoice, needsConfirmation };
  } catch (error) {
    // A restricted key may lack the permission to read payment intents.
    if (error instanceof Stripe.errors.StripePermissionError) return invoice;
    throw error;
  }
}

const confirmationCodes = new Set(['authentication_required', 'payment_intent_authentication_failure']);

function wantsConfirmation(intent: Stripe.InvoicePayment.Payment['payment_intent']): boolean {
  if (!intent || typeof intent === 'string') return false;
  return intent.status === 'requires_action' || confirmationCodes.has(intent.last_payment_error?.code ?? '');
}

function checkoutStatusOf(status: string | null): 'open' | 'complete' | 'expired' {
  return status === 'complete' || status === 'expired' ? status : 'open';
}

const idOf = (value: string | { id: string } | null): string | null =>
  value === null || typeof value === 'string' ? value : value.id;
