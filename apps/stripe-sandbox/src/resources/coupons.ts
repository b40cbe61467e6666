import { newId, randomText } from '../store/ids.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';
import { deleted } from './shared.js';

/** Endpoints of coupons and promotion codes. */
export const couponRoutes: readonly Route[] = [
  route(
    'POST',
    '/coupons',
    'CouponCreateParams',
    async (tx, params) => {
      if ((params.percent_off === undefined) === (params.amount_off === undefined))
        throw invalid('Must provide exactly one of percent_off or amount_off.', 'percent_off', 'parameter_missing');
      if (params.amount_off !== undefined && !params.currency)
        throw invalid('You must pass currency when passing amount_off.', 'currency', 'parameter_missing');
      if (params.duration === 'repeating' && !params.duration_in_months)
        throw invalid('Must provide duration_in_months when duration is repeating.', 'duration_in_months', 'parameter_missing');
      const id = params.id ?? newId('coupon');
      if (await tx.find('coupon', id)) throw invalid('Coupon already exists.', 'id', 'resource_already_exists');
      const coupon = tx.add('coupon', {
        id,
        object: 'coupon',
        amount_off: params.amount_off ?? null,
        created: await tx.now(null),
        currency: params.currency?.toLowerCase() ?? null,
        duration: params.duration ?? 'once',
        duration_in_months: params.duration_in_months ?? null,
        livemode: false,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        name: params.name ?? null,
        percent_off: params.percent_off ?? null,
        redeem_by: params.redeem_by ?? null,
        times_redeemed: 0,
        valid: true,
      });
      await tx.emit('coupon.created', coupon);
      return coupon.data;
    },
    ['applies_to', 'currency_options'],
  ),
  route('GET', '/coupons', 'CouponListParams', (tx, params) => page(tx, 'coupon', '/v1/coupons', params)),
  route('GET', '/coupons/:id', 'CouponRetrieveParams', async (tx, _, { id }) => (await tx.get('coupon', id)).data),
  route(
    'POST',
    '/coupons/:id',
    'CouponUpdateParams',
    async (tx, params, { id }) => {
      const coupon = await tx.get('coupon', id);
      coupon.data.metadata = mergeMetadata(coupon.data.metadata ?? {}, params.metadata);
      if (params.name !== undefined) coupon.data.name = params.name;
      await tx.change('coupon.updated', coupon);
      return coupon.data;
    },
    ['currency_options'],
  ),
  route('DELETE', '/coupons/:id', 'CouponDeleteParams', async (tx, _, { id }) => {
    const coupon = await tx.get('coupon', id);
    await tx.emit('coupon.deleted', coupon);
    tx.remove(coupon);
    return deleted(id, 'coupon');
  }),
  route(
    'POST',
    '/promotion_codes',
    'PromotionCodeCreateParams',
    async (tx, params) => {
      const couponId = params.promotion.coupon;
      if (!couponId) throw invalid('Missing required param: promotion[coupon].', 'promotion[coupon]', 'parameter_missing');
      await tx.get('coupon', couponId, 'promotion[coupon]');
      const code = params.code ?? randomText(8).toUpperCase();
      const holders = await tx.select('promotion_code', filtersOf({ active: true }));
      if (holders.some(({ data }) => data.code.toLowerCase() === code.toLowerCase()))
        throw invalid('An active promotion code with this code already exists.', 'code');
      const entry = tx.add('promotion_code', {
        id: newId('promotion_code'),
        object: 'promotion_code',
        active: params.active ?? true,
        code,
        created: await tx.now(null),
        customer: params.customer ?? null,
        customer_account: null,
        expires_at: params.expires_at ?? null,
        livemode: false,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        promotion: { coupon: couponId, type: 'coupon' },
        restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
        times_redeemed: 0,
      });
      await tx.emit('promotion_code.created', entry);
      return entry.data;
    },
    ['restrictions'],
  ),
  route('GET', '/promotion_codes', 'PromotionCodeListParams', (tx, params) =>
    page(
      tx,
      'promotion_code',
      '/v1/promotion_codes',
      params,
      filtersOf({ active: params.active, code: params.code, 'promotion.coupon': params.coupon, customer: params.customer }),
    ),
  ),
  route(
    'GET',
    '/promotion_codes/:id',
    'PromotionCodeRetrieveParams',
    async (tx, _, { id }) => (await tx.get('promotion_code', id)).data,
  ),
  route(
    'POST',
    '/promotion_codes/:id',
    'PromotionCodeUpdateParams',
    async (tx, params, { id }) => {
      const entry = await tx.get('promotion_code', id);
      entry.data.metadata = mergeMetadata(entry.data.metadata ?? {}, params.metadata);
      if (params.active !== undefined) entry.data.active = params.active;
      await tx.change('promotion_code.updated', entry);
      return entry.data;
    },
    ['restrictions'],
  ),
];
