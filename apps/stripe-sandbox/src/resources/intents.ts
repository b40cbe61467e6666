import { cardError } from '../engine/cards.js';
import { cancelIntent } from '../engine/invoices.js';
import { attach, paymentMethodOf } from '../engine/payment-methods.js';
import { attempt, futureUsageOf, newIntent } from '../engine/payments.js';
import { confirmSetup, newSetupIntent } from '../engine/setup.js';
import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { filtersOf, page } from '../wire/lists.js';
import { mergeMetadata } from '../wire/metadata.js';
import { type Route, route } from '../wire/route.js';

async function confirmPayment(
  tx: Tx,
  intent: Entry<'payment_intent'>,
  methodId: string | null,
  offSession: boolean,
  returnUrl: string | null,
): Promise<object> {
  const { status } = intent.data;
  if (status === 'succeeded' || status === 'canceled') {
    throw invalid(
      `You cannot confirm this PaymentIntent because it has already ${status === 'succeeded' ? 'succeeded after being previously confirmed' : 'been canceled'}.`,
      undefined,
      'payment_intent_unexpected_state',
    );
  }
  if (!methodId)
    throw invalid(
      'You cannot confirm this PaymentIntent because it is missing a payment method.',
      undefined,
      'payment_intent_unexpected_state',
    );
  const method = await paymentMethodOf(tx, methodId, intent.clock);
  const customer = intent.data.customer ? await tx.get('customer', intent.data.customer) : undefined;
  if (method.data.customer && method.data.customer !== customer?.id)
    throw invalid('The provided PaymentMethod belongs to another customer.', 'payment_method');
  const outcome = await attempt(tx, intent, method, { offSession, returnUrl });
  if (outcome.status === 'declined')
    throw cardError(outcome.decline, {
      payment_intent: structuredClone(intent.data),
      payment_method: method.data,
      ...(intent.data.latest_charge && { charge: intent.data.latest_charge }),
    });
  if (outcome.status === 'succeeded' && customer && intent.data.setup_future_usage && !method.data.customer) {
    method.hidden.authenticated = true;
    await attach(tx, method, customer);
  }
  return intent.data;
}

/** Endpoints of payment intents and setup intents. */
export const intentRoutes: readonly Route[] = [
  route(
    'POST',
    '/payment_intents',
    'PaymentIntentCreateParams',
    async (tx, params) => {
      const customer = params.customer ? await tx.get('customer', params.customer, 'customer') : undefined;
      const intent = await newIntent(tx, {
        amount: params.amount,
        currency: params.currency.toLowerCase(),
        customer,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        receiptEmail: params.receipt_email || null,
        setupFutureUsage: futureUsageOf(params.setup_future_usage),
      });
      if (params.confirm)
        return confirmPayment(tx, intent, params.payment_method ?? null, Boolean(params.off_session), params.return_url ?? null);
      if (params.payment_method) {
        intent.data.payment_method = (await paymentMethodOf(tx, params.payment_method, intent.clock)).id;
        intent.data.status = 'requires_confirmation';
        tx.save(intent);
      }
      return intent.data;
    },
    ['capture_method', 'transfer_data', 'application_fee_amount', 'on_behalf_of', 'payment_method_data', 'confirmation_token'],
  ),
  route('GET', '/payment_intents', 'PaymentIntentListParams', (tx, params) =>
    page(tx, 'payment_intent', '/v1/payment_intents', params, filtersOf({ customer: params.customer })),
  ),
  route(
    'GET',
    '/payment_intents/:id',
    'PaymentIntentRetrieveParams',
    async (tx, _, { id }) => (await tx.get('payment_intent', id)).data,
  ),
  route(
    'POST',
    '/payment_intents/:id/confirm',
    'PaymentIntentConfirmParams',
    async (tx, params, { id }) => {
      const intent = await tx.get('payment_intent', id);
      return confirmPayment(
        tx,
        intent,
        params.payment_method ?? intent.data.payment_method,
        Boolean(params.off_session),
        params.return_url ?? null,
      );
    },
    ['payment_method_data', 'confirmation_token'],
  ),
  route('POST', '/payment_intents/:id/cancel', 'PaymentIntentCancelParams', async (tx, params, { id }) => {
    const intent = await tx.get('payment_intent', id);
    assertCancellable(intent, 'PaymentIntent');
    await cancelIntent(tx, intent, params.cancellation_reason ?? 'requested_by_customer');
    return intent.data;
  }),
  route(
    'POST',
    '/setup_intents',
    'SetupIntentCreateParams',
    async (tx, params) => {
      const customer = params.customer ? await tx.get('customer', params.customer, 'customer') : undefined;
      const intent = await newSetupIntent(tx, customer, {
        metadata: mergeMetadata({}, params.metadata),
        description: params.description ?? null,
        usage: params.usage ?? 'off_session',
      });
      if (params.confirm) return confirmSetupOr402(tx, intent, params.payment_method ?? null, params.return_url ?? null);
      return intent.data;
    },
    ['payment_method_data', 'confirmation_token', 'mandate_data', 'single_use', 'on_behalf_of'],
  ),
  route('GET', '/setup_intents', 'SetupIntentListParams', (tx, params) =>
    page(
      tx,
      'setup_intent',
      '/v1/setup_intents',
      params,
      filtersOf({ customer: params.customer, payment_method: params.payment_method }),
    ),
  ),
  route(
    'GET',
    '/setup_intents/:id',
    'SetupIntentRetrieveParams',
    async (tx, _, { id }) => (await tx.get('setup_intent', id)).data,
  ),
  route(
    'POST',
    '/setup_intents/:id/confirm',
    'SetupIntentConfirmParams',
    async (tx, params, { id }) => {
      const intent = await tx.get('setup_intent', id);
      return confirmSetupOr402(tx, intent, params.payment_method ?? intent.data.payment_method, params.return_url ?? null);
    },
    ['payment_method_data', 'confirmation_token'],
  ),
  route('POST', '/setup_intents/:id/cancel', 'SetupIntentCancelParams', async (tx, params, { id }) => {
    const intent = await tx.get('setup_intent', id);
    assertCancellable(intent, 'SetupIntent');
    intent.data.status = 'canceled';
    intent.data.cancellation_reason = params.cancellation_reason ?? 'requested_by_customer';
    tx.save(intent);
    await tx.emit('setup_intent.canceled', intent);
    return intent.data;
  }),
];

function assertCancellable({ data, kind }: Entry<'payment_intent'> | Entry<'setup_intent'>, name: string): void {
  if (data.status === 'succeeded' || data.status === 'canceled')
    throw invalid(
      `You cannot cancel this ${name} because it has a status of ${data.status}.`,
      undefined,
      `${kind}_unexpected_state`,
    );
}

async function confirmSetupOr402(
  tx: Tx,
  intent: Entry<'setup_intent'>,
  methodId: string | null,
  returnUrl: string | null,
): Promise<object> {
  if (!methodId)
    throw invalid(
      'You cannot confirm this SetupIntent because it is missing a payment method.',
      undefined,
      'setup_intent_unexpected_state',
    );
  const method = await paymentMethodOf(tx, methodId, intent.clock);
  const outcome = await confirmSetup(tx, intent, method, { returnUrl });
  if (outcome.status === 'declined') throw cardError(outcome.decline, { setup_intent: intent.data, payment_method: method.data });
  return intent.data;
}
