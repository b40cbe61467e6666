import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata, unset } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';
import { deleted } from './shared.js';

/** Required parameters for a price. */
export interface PriceRequest {
  currency: string;
  unit_amount?: number;
  unit_amount_decimal?: string;
  recurring?: { interval: string; interval_count?: number };
  product: string;
  nickname?: string;
  lookup_key?: string;
  metadata?: RequestTypes['PriceCreateParams']['metadata'];
  active?: boolean;
}

/** Creates a price. Inline `price_data` also becomes one, but inactive. */
export async function newPrice(tx: Tx, request: PriceRequest): Promise<Entry<'price'>> {
  await tx.get('product', request.product, 'product');
  const amount =
    request.unit_amount ?? (request.unit_amount_decimal === undefined ? undefined : Number(request.unit_amount_decimal));
  if (amount === undefined)
    throw invalid('You must specify either `unit_amount` or `unit_amount_decimal`.', 'unit_amount', 'parameter_missing');
  if (amount < 0 || !Number.isInteger(amount))
    throw invalid('Invalid non-negative integer', 'unit_amount', 'parameter_invalid_integer');
  const { recurring } = request;
  const count = recurring?.interval_count ?? 1;
  const longest: Readonly<Record<string, number>> = { day: 1095, week: 156, month: 36, year: 3 };
  if (recurring && (count < 1 || count > (longest[recurring.interval] ?? 1)))
    throw invalid('Invalid interval_count: the longest interval is three years.', 'recurring[interval_count]');
  const entry = tx.add('price', {
    id: newId('price'),
    object: 'price',
    active: request.active ?? true,
    billing_scheme: 'per_unit',
    created: await tx.now(null),
    currency: request.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: request.lookup_key ?? null,
    metadata: mergeMetadata({}, request.metadata),
    nickname: request.nickname ?? null,
    product: request.product,
    recurring: recurring
      ? { interval: recurring.interval, interval_count: count, meter: null, trial_period_days: null, usage_type: 'licensed' }
      : null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  });
  await tx.emit('price.created', entry);
  return entry;
}

/** Creates a product. */
export async function newProduct(
  tx: Tx,
  params: Pick<
    RequestTypes['ProductCreateParams'],
    'name' | 'id' | 'active' | 'description' | 'images' | 'metadata' | 'statement_descriptor' | 'unit_label' | 'url'
  >,
): Promise<Entry<'product'>> {
  const created = await tx.now(null);
  const id = params.id ?? newId('product');
  if (await tx.find('product', id)) throw invalid('Product already exists.', 'id', 'resource_already_exists');
  const entry = tx.add('product', {
    id,
    object: 'product',
    active: params.active ?? true,
    created,
    default_price: null,
    description: params.description ?? null,
    images: params.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, params.metadata),
    name: params.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: params.statement_descriptor ?? null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: params.unit_label ?? null,
    updated: created,
    url: params.url ?? null,
  });
  await tx.emit('product.created', entry);
  return entry;
}

/** Endpoints of products and prices. */
export const catalogueRoutes: readonly Route[] = [
  route(
    'POST',
    '/products',
    'ProductCreateParams',
    async (tx, params) => {
      const product = await newProduct(tx, params);
      const { default_price_data: price } = params;
      if (price) {
        const { id } = await newPrice(tx, {
          currency: price.currency,
          product: product.id,
          ...(price.unit_amount !== undefined && { unit_amount: price.unit_amount }),
          ...(price.recurring && { recurring: price.recurring }),
        });
        product.data.default_price = id;
        tx.save(product);
      }
      return product.data;
    },
    ['package_dimensions', 'shippable'],
  ),
  route('GET', '/products', 'ProductListParams', (tx, params) =>
    page(tx, 'product', '/v1/products', params, [
      ...filtersOf({ active: params.active, url: params.url }),
      ...(params.ids ? [{ path: 'id', is: params.ids }] : []),
    ]),
  ),
  route('GET', '/products/:id', 'ProductRetrieveParams', async (tx, _, { id }) => (await tx.get('product', id)).data),
  route('POST', '/products/:id', 'ProductUpdateParams', async (tx, params, { id }) => {
    const product = await tx.get('product', id);
    const { data } = product;
    data.metadata = mergeMetadata(data.metadata, params.metadata);
    if (params.name !== undefined) data.name = params.name;
    if (params.active !== undefined) data.active = params.active;
    if (params.description !== undefined) data.description = unset(params.description);
    if (params.images !== undefined) data.images = params.images || [];
    if (params.default_price !== undefined)
      data.default_price = (await tx.get('price', params.default_price, 'default_price')).id;
    if (params.statement_descriptor !== undefined) data.statement_descriptor = params.statement_descriptor;
    data.updated = await tx.now(null);
    await tx.change('product.updated', product);
    return data;
  }),
  route('DELETE', '/products/:id', 'ProductDeleteParams', async (tx, _, { id }) => {
    const product = await tx.get('product', id);
    const [used] = await tx.select('price', [{ path: 'product', is: id }], { limit: 1 });
    if (used) throw invalid('This product cannot be deleted because it has one or more user-created prices.');
    await tx.emit('product.deleted', product);
    tx.remove(product);
    return deleted(id, 'product');
  }),
  route(
    'POST',
    '/prices',
    'PriceCreateParams',
    async (tx, params) => {
      const { product_data: made, product } = params;
      if ((made === undefined) === (product === undefined))
        throw invalid('You must specify exactly one of `product` or `product_data`.', 'product', 'parameter_missing');
      if (params.lookup_key) await freeLookupKey(tx, params.lookup_key, params.transfer_lookup_key ?? false);
      const id = product ?? (made ? (await newProduct(tx, { name: made.name, metadata: made.metadata })).id : '');
      return (await newPrice(tx, { ...params, product: id })).data;
    },
    ['tiers', 'tiers_mode', 'transform_quantity', 'currency_options', 'custom_unit_amount'],
  ),
  route('GET', '/prices', 'PriceListParams', (tx, params) =>
    page(tx, 'price', '/v1/prices', params, [
      ...filtersOf({
        active: params.active,
        product: params.product,
        currency: params.currency,
        type: params.type,
        'recurring.interval': params.recurring?.interval,
      }),
      ...(params.lookup_keys ? [{ path: 'lookup_key', is: params.lookup_keys }] : []),
    ]),
  ),
  route('GET', '/prices/:id', 'PriceRetrieveParams', async (tx, _, { id }) => (await tx.get('price', id)).data),
  route(
    'POST',
    '/prices/:id',
    'PriceUpdateParams',
    async (tx, params, { id }) => {
      const price = await tx.get('price', id);
      if (params.lookup_key) await freeLookupKey(tx, params.lookup_key, params.transfer_lookup_key ?? false);
      price.data.metadata = mergeMetadata(price.data.metadata, params.metadata);
      if (params.active !== undefined) price.data.active = params.active;
      if (params.nickname !== undefined) price.data.nickname = params.nickname;
      if (params.lookup_key !== undefined) price.data.lookup_key = params.lookup_key;
      await tx.change('price.updated', price);
      return price.data;
    },
    ['currency_options'],
  ),
];

async function freeLookupKey(tx: Tx, key: string, transfer: boolean): Promise<void> {
  const [holder] = await tx.select('price', [{ path: 'lookup_key', is: key }]);
  if (!holder) return;
  if (!transfer) throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, 'lookup_key');
  holder.data.lookup_key = null;
  await tx.change('price.updated', holder);
}
