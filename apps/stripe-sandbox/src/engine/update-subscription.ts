import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid, unsupported } from '../wire/errors.js';
import type { RequestTypes } from '../wire/requests.js';
import { nextBoundary } from './calendar.js';
import { collect } from './collection.js';
import { type Line } from './compose-invoice.js';
import { invoiceChange } from './invoices.js';
import { type Item, intervalOf, linesOf, newItem, periodOf, setPeriod } from './subscriptions.js';

type ItemChanges = NonNullable<RequestTypes['SubscriptionUpdateParams']['items']>;

/**
 * Changes prices and quantities. If the interval stays the same, so does the period: with `none` the new price counts from the next period,
 * with `create_prorations` the difference for the rest of this one waits for the next invoice, with `always_invoice` it is billed
 * now. A new interval starts a new period now.
 */
export async function applyItems(
  tx: Tx,
  subscription: Entry<'subscription'>,
  changes: ItemChanges,
  behaviour: string,
  at?: number,
): Promise<void> {
  const { data } = subscription;
  const now = at ?? (await tx.now(subscription.clock));
  const before = structuredClone(data.items.data);
  const oldInterval = intervalOf(data);
  const period = periodOf(data);
  for (const change of changes) await applyItem(tx, subscription, change, now, period);
  if (data.items.data.length === 0) throw invalid('A subscription must have at least one active plan.', 'items');
  const interval = intervalOf(data);
  const resets = interval.interval !== oldInterval.interval || interval.interval_count !== oldInterval.interval_count;
  if (data.status === 'trialing') return;
  if (!resets && behaviour === 'none') return;
  const share = (period.end - now) / (period.end - period.start);
  const credits =
    behaviour === 'none'
      ? []
      : await prorations(tx, subscription, before, -share, { start: now, end: period.end }, 'Unused time on');
  let debits: Line[];
  if (resets) {
    data.billing_cycle_anchor = now;
    setPeriod(data, now, nextBoundary(now, interval, now));
    debits = await linesOf(tx, data, periodOf(data), false);
  } else
    debits = await prorations(tx, subscription, data.items.data, share, { start: now, end: period.end }, 'Remaining time on');
  tx.save(subscription);
  if (behaviour === 'create_prorations' && !resets) {
    subscription.hidden.pending = [...(subscription.hidden.pending ?? []), ...credits, ...debits];
    return;
  }
  const invoice = await invoiceChange(tx, subscription, [...credits, ...debits], now);
  await collect(tx, invoice, { offSession: true, automatic: true });
}

async function applyItem(
  tx: Tx,
  subscription: Entry<'subscription'>,
  change: ItemChanges[number],
  now: number,
  period: { start: number; end: number },
): Promise<void> {
  const items = subscription.data.items.data;
  if (change.price_data) throw unsupported('items[price_data]');
  const price = change.price ? (await tx.get('price', change.price, 'items[0][price]')).data : undefined;
  if (price && !price.recurring)
    throw invalid(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
      'items[0][price]',
    );
  if (change.id === undefined) {
    if (!price) throw invalid('Missing required param: items[0][price].', 'items[0][price]', 'parameter_missing');
    items.push(newItem(price, change.quantity ?? 1, subscription.id, now, period));
    return;
  }
  const index = items.findIndex((item) => item.id === change.id);
  const item = items[index];
  if (!item) throw invalid(`No such subscription item: '${change.id}'`, 'items[0][id]', 'resource_missing');
  if (change.deleted) {
    items.splice(index, 1);
    return;
  }
  const made = newItem(price ?? item.price, change.quantity ?? item.quantity ?? 1, subscription.id, item.created, period);
  items[index] = { ...made, id: item.id, metadata: item.metadata };
}

async function prorations(
  tx: Tx,
  subscription: Entry<'subscription'>,
  items: readonly Item[],
  share: number,
  period: { start: number; end: number },
  prefix: string,
): Promise<Line[]> {
  const shadow = { ...subscription.data, items: { ...subscription.data.items, data: [...items] } };
  const lines = await linesOf(tx, shadow, period, false);
  for (const line of lines) {
    line.amount = Math.round(line.amount * share);
    line.subtotal = line.amount;
    line.description = `${prefix} ${line.description ?? ''}`;
    line.discountable = false;
    if (line.parent?.subscription_item_details) line.parent.subscription_item_details.proration = true;
  }
  return lines;
}
