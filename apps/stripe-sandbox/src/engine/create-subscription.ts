import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import type { Kinds } from '../wire/types.js';
import { nextBoundary, waits } from './calendar.js';
import { cardError } from './cards.js';
import { collect } from './collection.js';
import { type DiscountRequest, redeem } from './discounts.js';
import { draftInvoice, finalize } from './invoices.js';
import { remind } from './lifecycle.js';
import { type Item, linesOf, newItem, payerOf, plan } from './subscriptions.js';

/** Input for a new subscription. */
export interface SubscriptionRequest {
  customer: Entry<'customer'>;
  items: { price: string; quantity: number; metadata?: Record<string, string> }[];
  /** End of the trial; undefined means none. */
  trialEnd?: number;
  anchor?: number;
  metadata?: Record<string, string>;
  description?: string | null;
  defaultPaymentMethod?: string | null;
  missingPaymentMethod?: 'cancel' | 'pause' | 'create_invoice';
  discounts?: readonly DiscountRequest[];
  taxRates?: Kinds['tax_rate'][];
  cancelAt?: number;
  cancelAtPeriodEnd?: boolean;
  paymentBehavior?: string;
  /** The person is on our page, so 3D Secure is possible. */
  onSession?: { method: Entry<'payment_method'>; authenticated: boolean; returnUrl: string; session: string };
  offSession?: boolean;
  saveDefault?: 'on_subscription' | 'off';
}

/** The end behaviour that a request names, if any. */
export const endBehaviourOf = (value: string | undefined): SubscriptionRequest['missingPaymentMethod'] =>
  value === 'cancel' || value === 'pause' || value === 'create_invoice' ? value : undefined;

async function pricesOf(
  tx: Tx,
  request: SubscriptionRequest,
): Promise<{ price: Kinds['price']; quantity: number; metadata: Record<string, string> }[]> {
  if (request.items.length === 0) throw invalid('Missing required param: items.', 'items', 'parameter_missing');
  const prices = [];
  for (const [index, item] of request.items.entries()) {
    const { data: price } = await tx.get('price', item.price, `items[${index}][price]`);
    if (!price.recurring)
      throw invalid(
        'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
        `items[${index}][price]`,
      );
    if (!price.active)
      throw invalid('The price specified is inactive. This field only accepts active prices.', `items[${index}][price]`);
    prices.push({ price, quantity: item.quantity, metadata: item.metadata ?? {} });
  }
  const [first] = prices;
  for (const { price } of prices) {
    const same =
      price.recurring?.interval === first?.price.recurring?.interval &&
      price.recurring?.interval_count === first?.price.recurring?.interval_count;
    if (!same) throw invalid('The sandbox bills all items of a subscription at one interval.', 'items');
    if (price.currency !== first?.price.currency) throw invalid('All prices on a subscription must share a currency.', 'items');
  }
  return prices;
}

/** Starts a subscription: its first period or trial, its first invoice, and the attempt to collect that. */
export async function createSubscription(tx: Tx, request: SubscriptionRequest): Promise<Entry<'subscription'>> {
  const { customer } = request;
  const prices = await pricesOf(tx, request);
  const now = await tx.now(customer.clock);
  const recurring = prices[0]?.price.recurring ?? { interval: 'month', interval_count: 1 };
  const trial = request.trialEnd !== undefined && request.trialEnd > now;
  const anchor = request.anchor ?? (trial && request.trialEnd !== undefined ? request.trialEnd : now);
  const period = {
    start: now,
    end: trial && request.trialEnd !== undefined ? request.trialEnd : nextBoundary(anchor, recurring, now),
  };
  const id = newId('subscription');
  const items: Item[] = prices.map(({ price, quantity, metadata }) => newItem(price, quantity, id, now, period, metadata));
  const data = skeleton(id, request, items, { now, anchor, trial, currency: prices[0]?.price.currency ?? 'usd' });
  const subscription = tx.add('subscription', data, { clock: customer.clock });
  if (request.discounts?.length) data.discounts = await redeem(tx, request.discounts, customer, { subscription: id, start: now });
  if (request.cancelAtPeriodEnd) Object.assign(data, { cancel_at_period_end: true, cancel_at: period.end, canceled_at: now });
  await firstInvoice(tx, subscription, request, period, trial);
  if (trial && request.trialEnd !== undefined && request.trialEnd - now <= waits.trialReminder) await remind(tx, subscription);
  return subscription;
}

function skeleton(
  id: string,
  request: SubscriptionRequest,
  items: Item[],
  { now, anchor, trial, currency }: { now: number; anchor: number; trial: boolean; currency: string },
): Kinds['subscription'] {
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: request.cancelAt ?? null,
    cancel_at_period_end: false,
    canceled_at: request.cancelAt === undefined ? null : now,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency,
    customer: request.customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: request.defaultPaymentMethod ?? null,
    default_source: null,
    default_tax_rates: request.taxRates ?? [],
    description: request.description ?? null,
    discounts: [],
    ended_at: null,
    invoice_settings: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: { type: 'self' } },
    items: { object: 'list', data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: request.metadata ?? {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: request.saveDefault ?? 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: trial ? 'trialing' : 'incomplete',
    test_clock: request.customer.clock,
    transfer_data: null,
    trial_end: trial ? (request.trialEnd ?? null) : null,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: request.missingPaymentMethod ?? 'create_invoice' },
    },
    trial_start: trial ? now : null,
  };
}

async function firstInvoice(
  tx: Tx,
  subscription: Entry<'subscription'>,
  request: SubscriptionRequest,
  period: { start: number; end: number },
  trial: boolean,
): Promise<void> {
  const { data } = subscription;
  const { customer } = request;
  const lines = await linesOf(tx, data, period, trial);
  const due = lines.some((line) => line.amount > 0);
  const payer = request.onSession?.method ?? (await payerOf(tx, subscription, customer));
  const behaviour = request.paymentBehavior ?? 'allow_incomplete';
  if (due && !payer && data.discounts.length === 0 && behaviour !== 'default_incomplete') {
    throw invalid(
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
      undefined,
      'resource_missing',
    );
  }
  const invoice = await draftInvoice(tx, {
    customer,
    subscription,
    reason: 'subscription_create',
    lines,
    currency: data.currency,
    periodStart: period.start,
    periodEnd: trial ? period.start : period.start,
    discounts: data.discounts,
  });
  await finalize(tx, invoice);
  if (invoice.data.amount_due === 0 && !trial) data.status = 'active';
  await tx.emit('customer.subscription.created', subscription);
  await plan(tx, subscription);
  tx.save(subscription);
  if (behaviour === 'default_incomplete' && invoice.data.amount_due > 0) return;
  const outcome = await collect(tx, invoice, {
    offSession: request.offSession ?? !request.onSession,
    automatic: true,
    ...(payer && { method: payer }),
    ...(request.onSession && { authenticated: request.onSession.authenticated, returnUrl: request.onSession.returnUrl }),
  });
  if (outcome.status === 'declined' && behaviour === 'error_if_incomplete') {
    const error = cardError(outcome.decline);
    // Everything is rolled back: no subscription, no invoice.
    throw Object.assign(error, { keepsChanges: false });
  }
}
