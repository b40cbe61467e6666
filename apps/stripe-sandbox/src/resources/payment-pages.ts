import { cardError } from '../engine/cards.js';
import { asksForCard, confirmSession } from '../engine/checkout.js';
import { lineItemsOf } from '../engine/line-items.js';
import { newCard, paymentMethodOf } from '../engine/payment-methods.js';
import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { isObject } from '../wire/form.js';
import type { Route } from '../wire/route.js';
import type { JsonObject } from '../wire/types.js';

async function view(tx: Tx, session: Entry<'checkout.session'>): Promise<object> {
  const { data } = session;
  return {
    id: data.id.replace('cs_test_', 'ppage_'),
    object: 'payment_page',
    session_id: data.id,
    state: data.status,
    mode: data.mode,
    currency: data.currency,
    customer: data.customer,
    line_items: await lineItemsOf(tx, session),
    payment_method_collection: data.payment_method_collection,
    payment_method_required: data.status === 'open' && asksForCard(session),
    total_summary: { due: data.amount_total, subtotal: data.amount_subtotal },
    success_url: data.success_url,
    cancel_url: data.cancel_url,
    url: data.url,
  };
}

async function confirm(tx: Tx, raw: JsonObject, id: string): Promise<object> {
  const session = await tx.get('checkout.session', id);
  const expected = raw.expected_amount;
  if (expected !== undefined && Number(expected) !== session.data.amount_total) {
    throw invalid(
      `The expected amount (${String(expected)}) is not what the session charges (${session.data.amount_total}).`,
      'expected_amount',
      'checkout_amount_mismatch',
    );
  }
  const data =
    isObject(raw.payment_method_data) && isObject(raw.payment_method_data.card) ? raw.payment_method_data.card : undefined;
  let method: Entry<'payment_method'> | undefined;
  if (typeof raw.payment_method === 'string' && raw.payment_method !== '')
    method = await paymentMethodOf(tx, raw.payment_method, session.clock);
  else if (typeof data?.number === 'string') method = await newCard(tx, data.number, session.clock);
  const authenticated = raw.authenticated === 'true';
  const outcome = await confirmSession(tx, session, {
    ...(method && { method }),
    name: textOf(raw.name),
    email: textOf(raw.email),
    authenticated,
  });
  if (outcome.status === 'declined') throw cardError(outcome.decline);
  return { ...(await view(tx, session)), state: outcome.status === 'complete' ? 'complete' : 'requires_action' };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const post = (path: string, run: (tx: Tx, raw: JsonObject, id: string) => Promise<object>): Route => ({
  method: 'POST',
  path,
  prepare:
    (raw) =>
    (tx, { id }) =>
      run(tx, raw, id),
});

/** The endpoints that the hosted page itself calls, so that a session can be paid without a browser. */
export const paymentPageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/payment_pages/:id',
    prepare:
      () =>
      async (tx, { id }) =>
        view(tx, await tx.get('checkout.session', id)),
  },
  post('/payment_pages/:id', async (tx, _, id) => view(tx, await tx.get('checkout.session', id))),
  post('/payment_pages/:id/confirm', confirm),
];
