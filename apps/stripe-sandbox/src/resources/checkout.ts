import { couponOf } from '../engine/discounts.js';
import { lineItemsOf, total } from '../engine/line-items.js';
import { newSession } from '../engine/new-session.js';
import type { Tx } from '../store/tx.js';
import { invalid, unsupported } from '../wire/errors.js';
import { filtersOf, page, pageOf } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';
import { newPrice, newProduct } from './catalogue.js';

type Params = RequestTypes['Checkout.SessionCreateParams'];

async function pricesOf(
  tx: Tx,
  params: Params,
): Promise<{ price: string; quantity: number; recurring: boolean; currency: string }[]> {
  const prices = [];
  for (const [index, item] of (params.line_items ?? []).entries()) {
    const made = item.price_data;
    let id = item.price;
    if (made) {
      const product =
        made.product ??
        (made.product_data
          ? (await newProduct(tx, { name: made.product_data.name, metadata: made.product_data.metadata })).id
          : undefined);
      if (!product)
        throw invalid(
          'You must specify either `product` or `product_data`.',
          `line_items[${index}][price_data]`,
          'parameter_missing',
        );
      const amount =
        made.unit_amount === undefined
          ? { unit_amount_decimal: made.unit_amount_decimal ?? '0' }
          : { unit_amount: made.unit_amount };
      id = (
        await newPrice(tx, {
          currency: made.currency,
          product,
          ...amount,
          ...(made.recurring && { recurring: made.recurring }),
          active: false,
        })
      ).id;
    }
    if (!id)
      throw invalid(`Missing required param: line_items[${index}][price].`, `line_items[${index}][price]`, 'parameter_missing');
    const { data: price } = await tx.get('price', id, `line_items[${index}][price]`);
    if (!price.active && !made)
      throw invalid(`The price \`${id}\` is inactive. This field only accepts active prices.`, `line_items[${index}][price]`);
    prices.push({ price: id, quantity: item.quantity ?? 1, recurring: price.recurring !== null, currency: price.currency });
  }
  return prices;
}

async function create(tx: Tx, params: Params): Promise<object> {
  const { mode } = params;
  if (mode === 'setup') throw unsupported('mode setup');
  if (!mode) throw invalid('Missing required param: mode.', 'mode', 'parameter_missing');
  if (params.ui_mode && params.ui_mode !== 'hosted_page') throw unsupported(`ui_mode ${params.ui_mode}`);
  if (!params.success_url) throw invalid('Missing required param: success_url.', 'success_url', 'parameter_missing');
  if (params.payment_method_collection && mode !== 'subscription')
    throw invalid('You can only set `payment_method_collection` in `subscription` mode.', 'payment_method_collection');
  if (params.subscription_data && mode !== 'subscription')
    throw invalid('You can not pass `subscription_data` in `payment` mode.', 'subscription_data');
  if (params.customer && params.customer_email)
    throw invalid('You may only specify one of these parameters: customer, customer_email.', 'customer_email');
  if (params.discounts && params.allow_promotion_codes)
    throw invalid('You may only specify one of these parameters: allow_promotion_codes, discounts.', 'discounts');
  if (params.subscription_data?.trial_end !== undefined)
    throw unsupported('subscription_data[trial_end] (use trial_period_days)');
  const days = params.subscription_data?.trial_period_days;
  if (days !== undefined && (days < 1 || days > 730))
    throw invalid('Invalid trial_period_days: must be between 1 and 730.', 'subscription_data[trial_period_days]');
  const prices = await pricesOf(tx, params);
  if (prices.length === 0) throw invalid('Missing required param: line_items.', 'line_items', 'parameter_missing');
  if (mode === 'subscription' && !prices.some((price) => price.recurring))
    throw invalid('You must provide at least one recurring price in `subscription` mode when using prices.', 'line_items');
  if (mode === 'subscription' && prices.some((price) => !price.recurring))
    throw unsupported('one-time prices in subscription mode');
  if (mode === 'payment' && prices.some((price) => price.recurring))
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      'line_items',
    );
  const customer = params.customer ? await tx.get('customer', params.customer, 'customer') : undefined;
  for (const discount of params.discounts ?? []) await couponOf(tx, discount, customer);
  const clock = customer?.clock ?? null;
  const now = await tx.now(clock);
  const expires = params.expires_at ?? now + 86_400;
  if (expires < now + 1_800 || expires > now + 86_400)
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      'expires_at',
    );
  const session = tx.add(
    'checkout.session',
    newSession(tx, params, { now, expires, currency: prices[0]?.currency ?? 'usd', customer }),
    {
      clock,
      hidden: {
        prices: prices.map(({ price, quantity }) => ({ price, quantity })),
        ...(params.subscription_data && { subscription_data: params.subscription_data }),
        ...(params.payment_intent_data && { payment_intent_data: params.payment_intent_data }),
      },
    },
  );
  await total(tx, session);
  await tx.schedule('checkout.session.expire', session.id, clock, expires);
  return session.data;
}

const unplayed = [
  'automatic_tax',
  'custom_fields',
  'shipping_address_collection',
  'shipping_options',
  'optional_items',
  'after_expiration',
  'tax_id_collection',
  'phone_number_collection',
  'managed_payments',
  'payment_method_data',
] as const;

/** Endpoints of checkout sessions. */
export const checkoutRoutes: readonly Route[] = [
  route('POST', '/checkout/sessions', 'Checkout.SessionCreateParams', create, unplayed),
  route('GET', '/checkout/sessions', 'Checkout.SessionListParams', (tx, params) =>
    page(
      tx,
      'checkout.session',
      '/v1/checkout/sessions',
      params,
      filtersOf({
        customer: params.customer,
        status: params.status,
        subscription: params.subscription,
        payment_intent: params.payment_intent,
        'customer_details.email': params.customer_details?.email,
      }),
    ),
  ),
  route(
    'GET',
    '/checkout/sessions/:id',
    'Checkout.SessionRetrieveParams',
    async (tx, _, { id }) => (await tx.get('checkout.session', id)).data,
  ),
  route(
    'POST',
    '/checkout/sessions/:id',
    'Checkout.SessionUpdateParams',
    async (tx, params, { id }) => {
      const session = await tx.get('checkout.session', id);
      session.data.metadata = mergeMetadata(session.data.metadata ?? {}, params.metadata);
      tx.save(session);
      return session.data;
    },
    ['collected_information', 'shipping_options', 'line_items'],
  ),
  route('POST', '/checkout/sessions/:id/expire', 'Checkout.SessionExpireParams', async (tx, _, { id }) => {
    const session = await tx.get('checkout.session', id);
    if (session.data.status !== 'open')
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.data.status}.`,
      );
    session.data.status = 'expired';
    session.data.url = null;
    tx.save(session);
    await tx.schedule('checkout.session.expire', id, session.clock, null);
    await tx.emit('checkout.session.expired', session);
    return session.data;
  }),
  route('GET', '/checkout/sessions/:id/line_items', 'Checkout.SessionListLineItemsParams', async (tx, params, { id }) =>
    pageOf(await lineItemsOf(tx, await tx.get('checkout.session', id)), `/v1/checkout/sessions/${id}/line_items`, params),
  ),
];
