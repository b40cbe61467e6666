import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import type { Kinds } from '../wire/types.js';
import { amountOff, couponOf, share } from './discounts.js';

/** An item on a checkout page. */
export type LineItem = NonNullable<Kinds['checkout.session']['line_items']>['data'][number];

/** True when the session starts with a trial. */
export function trialDaysOf(session: Entry<'checkout.session'>): number {
  return session.data.mode === 'subscription' ? (session.hidden.subscription_data?.trial_period_days ?? 0) : 0;
}

/** What the page shows and charges today, discounts included. */
export async function lineItemsOf(tx: Tx, session: Entry<'checkout.session'>): Promise<LineItem[]> {
  const free = trialDaysOf(session) > 0;
  const prices: { price: Kinds['price']; quantity: number; name: string }[] = [];
  for (const { price: id, quantity } of session.hidden.prices ?? []) {
    const { data: price } = await tx.get('price', id);
    const product = await tx.find('product', price.product);
    prices.push({ price, quantity, name: product?.data.name ?? price.product });
  }
  const amounts = prices.map(({ price, quantity }) => (free ? 0 : (price.unit_amount ?? 0) * quantity));
  const off = share(
    await discountOf(
      tx,
      session,
      amounts.reduce((sum, one) => sum + one, 0),
      prices[0]?.price.currency ?? 'usd',
    ),
    amounts,
  );
  return prices.map(({ price, quantity, name }, index) => ({
    id: `li_${session.id.slice(8, 28)}${index}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: off[index] ?? 0,
    amount_subtotal: amounts[index] ?? 0,
    amount_tax: 0,
    amount_total: (amounts[index] ?? 0) - (off[index] ?? 0),
    currency: price.currency,
    description: name,
    metadata: {},
    price: structuredClone(price),
    quantity,
  }));
}

async function discountOf(tx: Tx, session: Entry<'checkout.session'>, amount: number, currency: string): Promise<number> {
  let left = amount;
  for (const { coupon, promotion_code } of session.data.discounts ?? []) {
    if (session.data.status !== 'open') {
      const spent = coupon ? await tx.find('coupon', coupon) : undefined;
      if (spent) left -= amountOff(spent, left, currency);
      continue;
    }
    const found = await couponOf(tx, { ...(coupon && { coupon }), ...(promotion_code && { promotion_code }) }, undefined);
    left -= amountOff(found.coupon, left, currency);
  }
  return amount - left;
}

/** Writes the totals of a session from its items. */
export async function total(tx: Tx, session: Entry<'checkout.session'>): Promise<void> {
  const items = await lineItemsOf(tx, session);
  const sum = (of: (item: LineItem) => number): number => items.reduce((all, item) => all + of(item), 0);
  session.data.amount_subtotal = sum((item) => item.amount_subtotal);
  session.data.amount_total = sum((item) => item.amount_total);
  session.data.total_details = { amount_discount: sum((item) => item.amount_discount), amount_shipping: 0, amount_tax: 0 };
}
