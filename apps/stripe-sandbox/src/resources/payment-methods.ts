import { numberOfToken, numberProblem } from '../engine/cards.js';
import { attach, detach, newCard, paymentMethodOf } from '../engine/payment-methods.js';
import { invalid, missing, StripeError, unsupported } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';

/** Endpoints of payment methods. */
export const paymentMethodRoutes: readonly Route[] = [
  route('POST', '/payment_methods', 'PaymentMethodCreateParams', async (tx, params) => {
    if (params.type !== 'card') throw unsupported(`payment methods of type ${params.type ?? '(none)'}`);
    const { card } = params;
    if (!card) throw invalid('Missing required param: card.', 'card', 'parameter_missing');
    const number = 'token' in card && card.token ? numberOfToken(card.token) : 'number' in card ? card.number : undefined;
    if (!number) throw missing('token', 'token' in card ? (card.token ?? '') : '', 'card[token]');
    const problem = numberProblem(number);
    if (problem)
      throw new StripeError(402, { type: 'card_error', code: problem.code, param: 'number', message: problem.message });
    const details = 'exp_month' in card ? { exp_month: card.exp_month, exp_year: card.exp_year } : {};
    const billing = params.billing_details;
    const method = await newCard(tx, number, null, { ...details, name: billing?.name || null, email: billing?.email || null });
    method.data.metadata = mergeMetadata({}, params.metadata);
    return method.data;
  }),
  route('GET', '/payment_methods', 'PaymentMethodListParams', async (tx, params) => {
    if (params.customer) await tx.get('customer', params.customer, 'customer');
    return page(tx, 'payment_method', '/v1/payment_methods', params, filtersOf({ customer: params.customer, type: params.type }));
  }),
  route(
    'GET',
    '/payment_methods/:id',
    'PaymentMethodRetrieveParams',
    async (tx, _, { id }) => (await paymentMethodOf(tx, id, null, 'id')).data,
  ),
  route('POST', '/payment_methods/:id', 'PaymentMethodUpdateParams', async (tx, params, { id }) => {
    const method = await tx.get('payment_method', id);
    method.data.metadata = mergeMetadata(method.data.metadata ?? {}, params.metadata);
    if (method.data.card && params.card?.exp_month) method.data.card.exp_month = params.card.exp_month;
    if (method.data.card && params.card?.exp_year) method.data.card.exp_year = params.card.exp_year;
    if (params.billing_details?.name !== undefined) method.data.billing_details.name = params.billing_details.name || null;
    await tx.change('payment_method.updated', method);
    return method.data;
  }),
  route('POST', '/payment_methods/:id/attach', 'PaymentMethodAttachParams', async (tx, params, { id }) => {
    if (!params.customer) throw invalid('Missing required param: customer.', 'customer', 'parameter_missing');
    const customer = await tx.get('customer', params.customer, 'customer');
    const method = await paymentMethodOf(tx, id, customer.clock, 'id');
    await attach(tx, method, customer);
    return method.data;
  }),
  route('POST', '/payment_methods/:id/detach', 'PaymentMethodDetachParams', async (tx, _, { id }) => {
    const method = await tx.get('payment_method', id);
    await detach(tx, method);
    return method.data;
  }),
];
