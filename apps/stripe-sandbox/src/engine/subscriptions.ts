import type { Entry } from '../store/entry.js';
import { randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import type { Kinds } from '../wire/types.js';
import { waits } from './calendar.js';
import type { Line } from './compose-invoice.js';
import { priceText } from './money.js';

/** An item of a subscription. */
export type Item = Kinds['subscription']['items']['data'][number];

/** States in which a subscription is over. */
export const isOver = (status: string): boolean => status === 'canceled' || status === 'incomplete_expired';

/** A new item with its period. */
export function newItem(
  price: Kinds['price'],
  quantity: number,
  subscription: string,
  created: number,
  period: { start: number; end: number },
  metadata: Record<string, string> = {},
): Item {
  return {
    id: `si_${randomText(14)}`,
    object: 'subscription_item',
    billed_until: period.end,
    billing_thresholds: null,
    created,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price: structuredClone(price),
    quantity,
    subscription,
    tax_rates: [],
  };
}

function planOf(price: Kinds['price']): Item['plan'] {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: { ...price.metadata },
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** The interval that all items share. */
export function intervalOf(subscription: Kinds['subscription']): { interval: string; interval_count: number } {
  return subscription.items.data[0]?.price.recurring ?? { interval: 'month', interval_count: 1 };
}

/** The current period; all items share it. */
export function periodOf(subscription: Kinds['subscription']): { start: number; end: number } {
  const [item] = subscription.items.data;
  return { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 };
}

/** Moves all items to a period. */
export function setPeriod(subscription: Kinds['subscription'], start: number, end: number): void {
  for (const item of subscription.items.data) {
    item.current_period_start = start;
    item.current_period_end = end;
    item.billed_until = end;
  }
}

/** The invoice lines of all items for a period. */
export async function linesOf(
  tx: Tx,
  subscription: Kinds['subscription'],
  period: { start: number; end: number },
  trial: boolean,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const item of subscription.items.data) {
    const product = await tx.find('product', item.price.product);
    const name = product?.data.name ?? item.price.product;
    const amount = trial ? 0 : (item.price.unit_amount ?? 0) * (item.quantity ?? 1);
    lines.push(
      newLine(
        subscription,
        item,
        amount,
        period,
        trial ? `Trial period for ${name}` : `${item.quantity ?? 1} × ${name} (at ${priceText(item.price)})`,
        trial,
      ),
    );
  }
  return lines;
}

function newLine(
  subscription: Kinds['subscription'],
  item: Item,
  amount: number,
  period: { start: number; end: number },
  description: string,
  trial: boolean,
): Line {
  return {
    id: `il_${randomText(24)}`,
    object: 'line_item',
    amount,
    currency: item.price.currency,
    description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: { ...subscription.metadata },
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period: { ...period },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: item.price.id, product: item.price.product },
      type: 'price_details',
      unit_amount_decimal: trial ? '0' : item.price.unit_amount_decimal,
    },
    quantity: item.quantity ?? 1,
    quantity_decimal: String(item.quantity ?? 1),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}

/** The card that pays: the subscription's own, else the customer's. */
export async function payerOf(
  tx: Tx,
  subscription: Entry<'subscription'> | undefined,
  customer: Entry<'customer'>,
): Promise<Entry<'payment_method'> | undefined> {
  const id = subscription?.data.default_payment_method ?? customer.data.invoice_settings.default_payment_method;
  return id ? tx.find('payment_method', id) : undefined;
}

/** Updates the due queue from the subscription. Call it after every change. */
export async function plan(tx: Tx, subscription: Entry<'subscription'>): Promise<void> {
  const { data, clock, id } = subscription;
  const { start, end } = periodOf(data);
  const running = !isOver(data.status);
  const cycles = data.status === 'active' || data.status === 'past_due' || data.status === 'unpaid';
  const trialing = data.status === 'trialing' && data.trial_end !== null;
  const reminder =
    trialing && data.trial_end !== null && subscription.hidden.remindedFor !== data.trial_end
      ? data.trial_end - waits.trialReminder
      : null;
  const upcoming = tx.origin.settings.upcomingDays;
  const announce =
    running && (cycles || trialing) && upcoming > 0 && subscription.hidden.upcomingFor !== end && !data.cancel_at_period_end;
  await tx.schedule('subscription.trial_will_end', id, clock, reminder);
  const announceAt = end - upcoming * waits.day;
  await tx.schedule('subscription.upcoming', id, clock, announce && announceAt > start ? announceAt : null);
  await tx.schedule('subscription.trial_end', id, clock, trialing ? data.trial_end : null);
  await tx.schedule('subscription.cycle', id, clock, cycles ? end : null);
  await tx.schedule('subscription.cancel', id, clock, running ? data.cancel_at : null);
  await tx.schedule(
    'subscription.incomplete_expire',
    id,
    clock,
    data.status === 'incomplete' ? data.created + waits.incomplete : null,
  );
  await tx.schedule('subscription.resume_collection', id, clock, running ? (data.pause_collection?.resumes_at ?? null) : null);
}

/** Ends a subscription. Its invoices are kept but no longer collected automatically. */
export async function end(
  tx: Tx,
  subscription: Entry<'subscription'>,
  reason: 'cancellation_requested' | 'payment_failed' | null,
): Promise<void> {
  const now = await tx.now(subscription.clock);
  const { data } = subscription;
  data.status = 'canceled';
  data.ended_at = now;
  data.canceled_at ??= now;
  if (reason)
    data.cancellation_details = {
      comment: data.cancellation_details?.comment ?? null,
      feedback: data.cancellation_details?.feedback ?? null,
      feedback_option: null,
      reason,
    };
  tx.save(subscription);
  await plan(tx, subscription);
  for (const status of ['draft', 'open'] as const) {
    for (const invoice of await tx.select('invoice', [
      { path: 'parent.subscription_details.subscription', is: subscription.id },
      { path: 'status', is: status },
    ])) {
      invoice.data.auto_advance = false;
      invoice.data.automatically_finalizes_at = null;
      invoice.data.next_payment_attempt = null;
      await tx.schedule('invoice.finalize', invoice.id, invoice.clock, null);
      await tx.schedule('invoice.retry', invoice.id, invoice.clock, null);
      await tx.change('invoice.updated', invoice);
    }
  }
  await tx.emit('customer.subscription.deleted', subscription);
}
