import { addressOf, newCustomer, setDefault } from '../engine/customers.js';
import { end, isOver } from '../engine/subscriptions.js';
import { missing } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata, unset } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';
import { deleted } from './shared.js';

/** Endpoints of customers. */
export const customerRoutes: readonly Route[] = [
  route('POST', '/customers', 'CustomerCreateParams', async (tx, params) => (await newCustomer(tx, params)).data, [
    'source',
    'tax_id_data',
    'shipping',
    'balance',
    'cash_balance',
  ]),
  route('GET', '/customers', 'CustomerListParams', (tx, params) =>
    page(tx, 'customer', '/v1/customers', params, filtersOf({ email: params.email, test_clock: params.test_clock })),
  ),
  route('GET', '/customers/:id', 'CustomerRetrieveParams', async (tx, _, { id }) => {
    const customer = await tx.find('customer', id);
    if (customer) return customer.data;
    const { rowCount } = await tx.client.query(
      "select 1 from event where account = $1 and type = 'customer.deleted' and subject = $2",
      [tx.account, id],
    );
    if (rowCount) return deleted(id, 'customer');
    throw missing('customer', id);
  }),
  route(
    'POST',
    '/customers/:id',
    'CustomerUpdateParams',
    async (tx, params, { id }) => {
      const customer = await tx.get('customer', id);
      const { data } = customer;
      data.metadata = mergeMetadata(data.metadata, params.metadata);
      if (params.email !== undefined) data.email = unset(params.email);
      if (params.name !== undefined) data.name = unset(params.name);
      if (params.phone !== undefined) data.phone = unset(params.phone);
      if (params.description !== undefined) data.description = unset(params.description);
      if (params.address !== undefined) data.address = params.address ? addressOf(params.address) : null;
      if (params.preferred_locales !== undefined) data.preferred_locales = params.preferred_locales;
      const preferred = params.invoice_settings?.default_payment_method;
      if (preferred === '') data.invoice_settings.default_payment_method = null;
      else if (preferred) await setDefault(tx, customer, preferred);
      await tx.change('customer.updated', customer);
      return data;
    },
    ['source', 'default_source', 'shipping', 'balance', 'cash_balance'],
  ),
  route('DELETE', '/customers/:id', 'CustomerDeleteParams', async (tx, _, { id }) => {
    const customer = await tx.get('customer', id);
    for (const subscription of await tx.select('subscription', [{ path: 'customer', is: id }])) {
      if (!isOver(subscription.data.status)) await end(tx, subscription, null);
    }
    await tx.emit('customer.deleted', customer);
    tx.remove(customer);
    return deleted(id, 'customer');
  }),
  route('GET', '/customers/:id/payment_methods', 'CustomerListPaymentMethodsParams', async (tx, params, { id }) => {
    await tx.get('customer', id);
    return page(
      tx,
      'payment_method',
      `/v1/customers/${id}/payment_methods`,
      params,
      filtersOf({ customer: id, type: params.type }),
    );
  }),
  route(
    'GET',
    '/customers/:id/payment_methods/:method',
    'CustomerRetrievePaymentMethodParams',
    async (tx, _, path) => (await tx.get('payment_method', path.method ?? '')).data,
  ),
];
