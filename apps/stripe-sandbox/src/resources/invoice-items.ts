import { type Line } from '../engine/compose-invoice.js';
import { addLine, draftInvoice } from '../engine/invoices.js';
import type { Entry } from '../store/entry.js';
import { newId, randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';
import { deleted } from './shared.js';

async function createItem(tx: Tx, params: RequestTypes['InvoiceItemCreateParams']): Promise<object> {
  if (!params.customer) throw invalid('Missing required param: customer.', 'customer', 'parameter_missing');
  const customer = await tx.get('customer', params.customer, 'customer');
  const price = params.pricing?.price ? (await tx.get('price', params.pricing.price, 'pricing[price]')).data : undefined;
  if (price?.recurring)
    throw invalid(
      'The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.',
      'pricing[price]',
    );
  const quantity = params.quantity ?? 1;
  const amount = params.amount ?? (price ? (price.unit_amount ?? 0) * quantity : undefined);
  if (amount === undefined) throw invalid('Missing required param: amount.', 'amount', 'parameter_missing');
  const currency = params.currency?.toLowerCase() ?? price?.currency;
  if (!currency) throw invalid('Missing required param: currency.', 'currency', 'parameter_missing');
  const now = await tx.now(customer.clock);
  const entry = tx.add(
    'invoiceitem',
    {
      id: newId('invoiceitem'),
      object: 'invoiceitem',
      amount,
      currency,
      customer: customer.id,
      customer_account: null,
      date: now,
      description: params.description ?? null,
      discountable: true,
      discounts: [],
      invoice: null,
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      net_amount: amount,
      parent: null,
      period: { start: params.period?.start ?? now, end: params.period?.end ?? now },
      pricing: price
        ? {
            price_details: { price: price.id, product: price.product },
            type: 'price_details',
            unit_amount_decimal: price.unit_amount_decimal,
          }
        : null,
      proration: false,
      quantity,
      quantity_decimal: String(quantity),
      tax_rates: [],
      test_clock: customer.clock,
    },
    { clock: customer.clock },
  );
  await tx.emit('invoiceitem.created', entry);
  if (params.invoice) {
    const invoice = await tx.get('invoice', params.invoice, 'invoice');
    if (invoice.data.status !== 'draft')
      throw invalid('You can only add items to a draft invoice.', 'invoice', 'invoice_not_editable');
    addLine(invoice.data, lineOf(entry, invoice.id));
    entry.data.invoice = invoice.id;
    tx.save(entry);
    await tx.change('invoice.updated', invoice);
  }
  return entry.data;
}

function lineOf({ id, data }: Entry<'invoiceitem'>, invoice: string | null): Line {
  return {
    id: `il_${randomText(24)}`,
    object: 'line_item',
    amount: data.amount,
    currency: data.currency,
    description: data.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: { ...data.metadata },
    parent: {
      invoice_item_details: {
        invoice_item: id,
        proration: false,
        proration_details: { credited_items: null },
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: { ...data.period },
    pretax_credit_amounts: [],
    pricing: data.pricing,
    quantity: data.quantity,
    quantity_decimal: data.quantity_decimal,
    subscription: null,
    subtotal: data.amount,
    taxes: [],
  };
}

async function createInvoice(tx: Tx, params: RequestTypes['InvoiceCreateParams']): Promise<object> {
  if (!params.customer) throw invalid('Missing required param: customer.', 'customer', 'parameter_missing');
  const customer = await tx.get('customer', params.customer, 'customer');
  const waiting =
    params.pending_invoice_items_behavior === 'include'
      ? (await tx.select('invoiceitem', [{ path: 'customer', is: customer.id }]))
          .filter(({ data }) => data.invoice === null)
          .reverse()
      : [];
  const now = await tx.now(customer.clock);
  const currency = params.currency?.toLowerCase() ?? waiting[0]?.data.currency ?? customer.data.currency ?? 'usd';
  const items = waiting.filter(({ data }) => data.currency === currency);
  const invoice = await draftInvoice(tx, {
    customer,
    reason: 'manual',
    lines: items.map((item) => lineOf(item, null)),
    currency,
    periodStart: now,
    periodEnd: now,
    discounts: [],
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    autoAdvance: params.auto_advance ?? false,
  });
  for (const item of items) {
    item.data.invoice = invoice.id;
    tx.save(item);
  }
  return invoice.data;
}

const unplayed = [
  'collection_method',
  'discounts',
  'subscription',
  'default_payment_method',
  'days_until_due',
  'due_date',
  'from_invoice',
  'automatic_tax',
  'default_tax_rates',
  'transfer_data',
  'on_behalf_of',
] as const;

/** Endpoints of invoice items, and of invoices that are made by hand. */
export const invoiceItemRoutes: readonly Route[] = [
  route('POST', '/invoiceitems', 'InvoiceItemCreateParams', createItem, [
    'discounts',
    'subscription',
    'price_data',
    'tax_rates',
    'unit_amount_decimal',
  ]),
  route(
    'GET',
    '/invoiceitems',
    'InvoiceItemListParams',
    (tx, params) =>
      page(tx, 'invoiceitem', '/v1/invoiceitems', params, filtersOf({ customer: params.customer, invoice: params.invoice })),
    ['pending'],
  ),
  route('GET', '/invoiceitems/:id', 'InvoiceItemRetrieveParams', async (tx, _, { id }) => (await tx.get('invoiceitem', id)).data),
  route('DELETE', '/invoiceitems/:id', 'InvoiceItemDeleteParams', async (tx, _, { id }) => {
    const item = await tx.get('invoiceitem', id);
    if (item.data.invoice)
      throw invalid('This invoice item is on an invoice and cannot be deleted.', undefined, 'invoice_not_editable');
    await tx.emit('invoiceitem.deleted', item);
    tx.remove(item);
    return deleted(id, 'invoiceitem');
  }),
  route('POST', '/invoices', 'InvoiceCreateParams', createInvoice, unplayed),
  route('DELETE', '/invoices/:id', 'InvoiceDeleteParams', async (tx, _, { id }) => {
    const invoice = await tx.get('invoice', id);
    if (invoice.data.status !== 'draft' || invoice.data.parent)
      throw invalid('You can only delete draft invoices that no subscription made.', undefined, 'invoice_not_editable');
    await tx.emit('invoice.deleted', invoice);
    tx.remove(invoice);
    return deleted(id, 'invoice');
  }),
];
