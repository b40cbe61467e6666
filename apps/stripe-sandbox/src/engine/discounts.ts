import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { boundary } from './calendar.js';

/** How a request names a discount. */
export interface DiscountRequest {
  coupon?: string;
  promotion_code?: string;
  discount?: string;
}

/** The coupon that a request names, checked to be usable now by this customer. */
export async function couponOf(
  tx: Tx,
  request: DiscountRequest,
  customer: Entry<'customer'> | undefined,
): Promise<{ coupon: Entry<'coupon'>; promotionCode?: Entry<'promotion_code'> }> {
  const promotionCode = request.promotion_code
    ? await tx.get('promotion_code', request.promotion_code, 'discounts[0][promotion_code]')
    : undefined;
  const id = promotionCode?.data.promotion.coupon ?? request.coupon;
  if (!id) throw invalid('You must give a coupon or a promotion code.', 'discounts');
  const coupon = await tx.get('coupon', id, 'discounts[0][coupon]');
  const now = await tx.now(customer?.clock ?? null);
  const usedUp = coupon.data.max_redemptions !== null && coupon.data.times_redeemed >= coupon.data.max_redemptions;
  const over = coupon.data.redeem_by !== null && coupon.data.redeem_by < now;
  if (!coupon.data.valid || usedUp || over)
    throw invalid(`Coupon ${id} is expired or used up and cannot be applied.`, 'coupon', 'coupon_expired');
  if (promotionCode) {
    const { active, expires_at, max_redemptions, times_redeemed, customer: owner } = promotionCode.data;
    const dead =
      !active || (expires_at !== null && expires_at < now) || (max_redemptions !== null && times_redeemed >= max_redemptions);
    if (dead) throw invalid('This promotion code is expired or inactive.', 'promotion_code', 'promotion_code_expired');
    if (owner && owner !== customer?.id) throw invalid('This promotion code belongs to another customer.', 'promotion_code');
  }
  return promotionCode ? { coupon, promotionCode } : { coupon };
}

/** Redeems coupons for a subscription. */
export async function redeem(
  tx: Tx,
  requests: readonly DiscountRequest[],
  customer: Entry<'customer'>,
  to: { subscription?: string; session?: string; start: number },
): Promise<string[]> {
  const ids: string[] = [];
  for (const request of requests) {
    const { coupon, promotionCode } = await couponOf(tx, request, customer);
    coupon.data.times_redeemed += 1;
    if (coupon.data.max_redemptions !== null && coupon.data.times_redeemed >= coupon.data.max_redemptions)
      coupon.data.valid = false;
    tx.save(coupon);
    if (promotionCode) {
      promotionCode.data.times_redeemed += 1;
      tx.save(promotionCode);
    }
    const months = coupon.data.duration === 'repeating' ? coupon.data.duration_in_months : null;
    const discount = tx.add(
      'discount',
      {
        id: newId('discount'),
        object: 'discount',
        checkout_session: to.session ?? null,
        customer: customer.id,
        customer_account: null,
        end: months ? boundary(to.start, { interval: 'month', interval_count: months }, 1) : null,
        invoice: null,
        invoice_item: null,
        promotion_code: promotionCode?.id ?? null,
        source: { type: 'coupon', coupon: coupon.id },
        start: to.start,
        subscription: to.subscription ?? null,
        subscription_item: null,
      },
      { clock: customer.clock },
    );
    await tx.emit('customer.discount.created', discount);
    ids.push(discount.id);
  }
  return ids;
}

/** What a coupon takes off an amount. */
export function amountOff(coupon: Entry<'coupon'>, amount: number, currency: string): number {
  const { percent_off, amount_off } = coupon.data;
  if (percent_off !== null) return Math.round((amount * percent_off) / 100);
  return coupon.data.currency === currency ? Math.min(amount, amount_off ?? 0) : 0;
}

/** Splits an amount over parts in their proportion, to the cent. */
export function share(amount: number, parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  let left = amount;
  return parts.map((part, index) => {
    const piece = total === 0 ? 0 : index === parts.length - 1 ? left : Math.round((amount * part) / total);
    left -= piece;
    return piece;
  });
}
