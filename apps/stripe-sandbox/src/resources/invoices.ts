import { waits } from '../engine/calendar.js';
import { cardError } from '../engine/cards.js';
import { collect, paid } from '../engine/collection.js';
import { finalize, giveUp, paymentOf } from '../engine/invoices.js';
import { previewOf } from '../engine/lifecycle.js';
import { paymentMethodOf } from '../engine/payment-methods.js';
import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page, pageOf } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import { type Route, route } from '../wire/route.js';

async function pay(tx: Tx, params: RequestTypes['InvoicePayParams'], id: string): Promise<object> {
  const invoice = await tx.get('invoice', id);
  if (invoice.data.status === 'draft') await finalize(tx, invoice);
  if (invoice.data.status === 'paid') throw invalid('Invoice is already paid', undefined, 'invoice_already_paid');
  if (invoice.data.status !== 'open' && invoice.data.status !== 'uncollectible')
    throw invalid('This invoice can no longer be paid.', undefined, 'invoice_not_editable');
  if (params.paid_out_of_band) {
    await paid(tx, invoice, { outOfBand: true });
    return invoice.data;
  }
  const method = params.payment_method ? await paymentMethodOf(tx, params.payment_method, invoice.clock) : undefined;
  const outcome = await collect(tx, invoice, { offSession: params.off_session ?? true, ...(method && { method }) });
  if (outcome.status === 'declined') await refuse(tx, invoice, outcome.decline);
  if (outcome.status === 'requires_action') {
    throw cardError({
      code: 'authentication_required',
      message: 'This payment requires additional user action before it can be completed successfully.',
    });
  }
  return invoice.data;
}

async function refuse(tx: Tx, invoice: Entry<'invoice'>, decline: Parameters<typeof cardError>[0]): Promise<never> {
  const linked = await paymentOf(tx, invoice);
  throw cardError(decline, { ...(linked && { payment_intent: structuredClone(linked.intent.data) }) });
}

async function preview(tx: Tx, params: RequestTypes['InvoiceCreatePreviewParams']): Promise<object> {
  if (!params.subscription)
    throw invalid('The sandbox previews invoices of an existing subscription; name it.', 'subscription', 'parameter_missing');
  const subscription = await tx.get('subscription', params.subscription, 'subscription');
  return previewOf(tx, subscription, await tx.get('customer', subscription.data.customer));
}

/** Endpoints of invoices and their payments. */
export const invoiceRoutes: readonly Route[] = [
  route(
    'GET',
    '/invoices',
    'InvoiceListParams',
    (tx, params) =>
      page(
        tx,
        'invoice',
        '/v1/invoices',
        params,
        filtersOf({
          customer: params.customer,
          status: params.status,
          'parent.subscription_details.subscription': params.subscription,
        }),
      ),
    ['collection_method', 'due_date', 'customer_account'],
  ),
  route('POST', '/invoices/create_preview', 'InvoiceCreatePreviewParams', preview, [
    'subscription_details',
    'schedule',
    'schedule_details',
    'invoice_items',
    'discounts',
    'automatic_tax',
  ]),
  route('GET', '/invoices/:id', 'InvoiceRetrieveParams', async (tx, _, { id }) => (await tx.get('invoice', id)).data),
  route(
    'POST',
    '/invoices/:id',
    'InvoiceUpdateParams',
    async (tx, params, { id }) => {
      const invoice = await tx.get('invoice', id);
      const { data } = invoice;
      data.metadata = mergeMetadata(data.metadata ?? {}, params.metadata);
      if (params.description !== undefined) data.description = params.description || null;
      if (params.auto_advance !== undefined && params.auto_advance !== data.auto_advance) {
        data.auto_advance = params.auto_advance;
        const at = params.auto_advance ? (await tx.now(invoice.clock)) + waits.draft : null;
        if (data.status === 'draft') {
          data.automatically_finalizes_at = at;
          await tx.schedule('invoice.finalize', id, invoice.clock, at);
        } else if (data.status === 'open') {
          data.next_payment_attempt = at;
          await tx.schedule('invoice.retry', id, invoice.clock, at);
        }
      }
      await tx.change('invoice.updated', invoice);
      return data;
    },
    [
      'discounts',
      'collection_method',
      'due_date',
      'days_until_due',
      'default_payment_method',
      'transfer_data',
      'on_behalf_of',
      'automatic_tax',
    ],
  ),
  route('POST', '/invoices/:id/finalize', 'InvoiceFinalizeInvoiceParams', async (tx, _, { id }) => {
    const invoice = await tx.get('invoice', id);
    if (invoice.data.status !== 'draft')
      throw invalid(
        "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
        undefined,
        'invoice_not_editable',
      );
    await finalize(tx, invoice);
    if (invoice.data.amount_due === 0) await paid(tx, invoice);
    else if (invoice.data.auto_advance) {
      // Finalising by hand does not wait for the schedule, and the attempt follows within the hour.
      const at = (await tx.now(invoice.clock)) + waits.draft;
      invoice.data.next_payment_attempt = at;
      tx.save(invoice);
      await tx.schedule('invoice.retry', id, invoice.clock, at);
    }
    return invoice.data;
  }),
  route('POST', '/invoices/:id/pay', 'InvoicePayParams', (tx, params, { id }) => pay(tx, params, id), [
    'source',
    'forgive',
    'mandate',
  ]),
  route('POST', '/invoices/:id/void', 'InvoiceVoidInvoiceParams', async (tx, _, { id }) => {
    const invoice = await tx.get('invoice', id);
    if (invoice.data.status !== 'open' && invoice.data.status !== 'uncollectible')
      throw invalid('You can only void open or uncollectible invoices.', undefined, 'invoice_not_editable');
    await giveUp(tx, invoice, 'void');
    return invoice.data;
  }),
  route('POST', '/invoices/:id/mark_uncollectible', 'InvoiceMarkUncollectibleParams', async (tx, _, { id }) => {
    const invoice = await tx.get('invoice', id);
    if (invoice.data.status !== 'open')
      throw invalid('You can only mark open invoices as uncollectible.', undefined, 'invoice_not_editable');
    await giveUp(tx, invoice, 'uncollectible');
    return invoice.data;
  }),
  route('GET', '/invoices/:id/lines', 'InvoiceListLineItemsParams', async (tx, params, { id }) =>
    pageOf((await tx.get('invoice', id)).data.lines.data, `/v1/invoices/${id}/lines`, params),
  ),
  route('GET', '/invoice_payments', 'InvoicePaymentListParams', (tx, params) =>
    page(
      tx,
      'invoice_payment',
      '/v1/invoice_payments',
      params,
      filtersOf({ invoice: params.invoice, status: params.status, 'payment.payment_intent': params.payment?.payment_intent }),
    ),
  ),
  route(
    'GET',
    '/invoice_payments/:id',
    'InvoicePaymentRetrieveParams',
    async (tx, _, { id }) => (await tx.get('invoice_payment', id)).data,
  ),
];
