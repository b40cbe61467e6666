import { type Entry, previousAttributes } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { nextBoundary, waits } from './calendar.js';
import type { Decline } from './cards.js';
import { finalize, giveUp, paymentOf, settle } from './invoices.js';
import { attempt, type Outcome } from './payments.js';
import { end, intervalOf, isOver, payerOf, plan, setPeriod } from './subscriptions.js';

/** How an invoice is collected. */
export interface CollectOptions {
  /** The card to use in place of the default one. */
  method?: Entry<'payment_method'>;
  /** True if a schedule or a server collects, false if the person is present. */
  offSession: boolean;
  /** True for scheduled attempts, which are counted. An attempt by request is counted only if it is the first. */
  automatic?: boolean;
  authenticated?: boolean;
  returnUrl?: string;
}

/** The subscription that an invoice bills. */
export async function subscriptionOf(tx: Tx, invoice: Entry<'invoice'>): Promise<Entry<'subscription'> | undefined> {
  const id = invoice.data.parent?.subscription_details?.subscription;
  return id ? tx.find('subscription', id) : undefined;
}

/** Finalises a draft and collects it, as its subscription's state allows. */
export async function advance(tx: Tx, invoice: Entry<'invoice'>): Promise<Outcome> {
  const subscription = await subscriptionOf(tx, invoice);
  const pause = subscription?.data.pause_collection;
  if (pause?.behavior === 'keep_as_draft') return { status: 'succeeded' };
  await finalize(tx, invoice);
  if (pause) {
    await giveUp(tx, invoice, pause.behavior === 'void' ? 'void' : 'uncollectible');
    return { status: 'succeeded' };
  }
  return collect(tx, invoice, { offSession: true, automatic: true });
}

/** Tries to collect an open invoice, then updates the subscription accordingly. */
export async function collect(tx: Tx, invoice: Entry<'invoice'>, options: CollectOptions): Promise<Outcome> {
  const { data } = invoice;
  if (data.amount_due === 0) {
    await paid(tx, invoice);
    return { status: 'succeeded' };
  }
  const customer = await tx.get('customer', data.customer ?? '');
  const subscription = await subscriptionOf(tx, invoice);
  const method = options.method ?? (await payerOf(tx, subscription, customer));
  const linked = await paymentOf(tx, invoice);
  if (!linked) throw new Error(`invoice ${invoice.id} has no payment`);
  const outcome: Outcome = method ? await attempt(tx, linked.intent, method, options) : { status: 'declined', decline: noCard };
  if (outcome.status === 'succeeded') await paid(tx, invoice);
  if (outcome.status === 'declined') await failed(tx, invoice, outcome.decline, linked.intent, method, options);
  return outcome;
}

const noCard: Decline = { code: 'card_declined', message: 'There is no default_payment_method set on this Customer or Invoice.' };

/** Pays a subscription's open invoice with its current card, as the portal does after a member changes the card. */
export async function collectLatest(tx: Tx, subscription: Entry<'subscription'>): Promise<Outcome | undefined> {
  const invoice = subscription.data.latest_invoice ? await tx.find('invoice', subscription.data.latest_invoice) : undefined;
  return invoice?.data.status === 'open' ? collect(tx, invoice, { offSession: true }) : undefined;
}

/** Updates the subscription after an invoice is paid. */
export async function paid(tx: Tx, invoice: Entry<'invoice'>, how: { outOfBand?: boolean } = {}): Promise<void> {
  await settle(tx, invoice, how);
  const subscription = await subscriptionOf(tx, invoice);
  if (!subscription) return;
  const { data } = subscription;
  const open = (await openInvoices(tx, subscription)).filter((one) => one.data.attempted);
  if (subscription.hidden.resumeInvoice === invoice.id) await resumed(tx, subscription);
  else if (data.status === 'incomplete' && data.latest_invoice === invoice.id)
    data.status = afterIncomplete(data.trial_end, await tx.now(subscription.clock));
  else if ((data.status === 'past_due' || data.status === 'unpaid') && (data.latest_invoice === invoice.id || open.length === 0))
    data.status = 'active';
  await plan(tx, subscription);
  if (open.length === 0) await setDelinquent(tx, subscription.data.customer, false);
  await tx.change('customer.subscription.updated', subscription);
}

const afterIncomplete = (trialEnd: number | null, now: number): 'trialing' | 'active' =>
  trialEnd !== null && trialEnd > now ? 'trialing' : 'active';

async function openInvoices(tx: Tx, subscription: Entry<'subscription'>): Promise<Entry<'invoice'>[]> {
  return tx.select('invoice', [
    { path: 'parent.subscription_details.subscription', is: subscription.id },
    { path: 'status', is: 'open' },
  ]);
}

/** Starts a paused subscription again, on a new cycle from now. */
export async function resumed(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const { data, hidden } = subscription;
  delete hidden.resumeInvoice;
  const now = await tx.now(subscription.clock);
  data.status = 'active';
  if (data.billing_cycle_anchor < now || data.items.data.every((item) => item.current_period_end <= now)) {
    data.billing_cycle_anchor = now;
    setPeriod(data, now, nextBoundary(now, intervalOf(data), now));
  }
  tx.save(subscription);
  await plan(tx, subscription);
  await tx.emit('customer.subscription.resumed', subscription);
}

async function setDelinquent(tx: Tx, customerId: string, delinquent: boolean): Promise<void> {
  const customer = await tx.get('customer', customerId);
  if (customer.data.delinquent === delinquent) return;
  customer.data.delinquent = delinquent;
  await tx.change('customer.updated', customer);
}

async function failed(
  tx: Tx,
  invoice: Entry<'invoice'>,
  decline: Decline,
  intent: Entry<'payment_intent'>,
  method: Entry<'payment_method'> | undefined,
  options: CollectOptions,
): Promise<void> {
  const { data } = invoice;
  const now = await tx.now(invoice.clock);
  const subscription = await subscriptionOf(tx, invoice);
  const first =
    subscription?.data.status === 'incomplete' ||
    (data.billing_reason === 'subscription_create' && subscription?.data.status !== 'past_due');
  const paused = subscription?.data.status === 'paused';
  if (options.automatic || data.attempt_count === 0) data.attempt_count += 1;
  data.attempted = true;
  let last = false;
  if (options.automatic && !first && !paused) {
    const retries = invoice.hidden.retries ?? 0;
    const days = tx.origin.settings.retryDays[retries];
    last = days === undefined;
    invoice.hidden.retries = retries + 1;
    data.next_payment_attempt = days === undefined ? null : now + days * waits.day;
    await tx.schedule('invoice.retry', invoice.id, invoice.clock, data.next_payment_attempt);
  } else if (first || paused) data.next_payment_attempt = null;
  tx.save(invoice);
  const needsAction = decline.code === 'authentication_required' && method;
  if (needsAction) {
    intent.data.status = 'requires_action';
    intent.data.payment_method = method.id;
    intent.data.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: null, url: `${tx.origin.baseUrl}/3ds/${intent.id}` },
    };
    tx.save(intent);
  }
  const changed = previousAttributes(invoice.snapshot, data);
  await tx.emit('invoice.payment_failed', invoice);
  if (needsAction) await tx.emit('invoice.payment_action_required', invoice);
  if (changed) await tx.emit('invoice.updated', invoice, changed);
  if (!subscription || isOver(subscription.data.status)) return;
  if (!first && !paused) {
    await setDelinquent(tx, subscription.data.customer, true);
    if (subscription.data.status === 'active' || subscription.data.status === 'trialing') subscription.data.status = 'past_due';
    await plan(tx, subscription);
    await tx.change('customer.subscription.updated', subscription);
  }
  if (last) await finalAction(tx, subscription);
}

async function finalAction(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const action = tx.origin.settings.finalAction;
  if (action === 'cancel') await end(tx, subscription, 'payment_failed');
  if (action === 'unpaid') {
    subscription.data.status = 'unpaid';
    await plan(tx, subscription);
    await tx.change('customer.subscription.updated', subscription);
  }
}
