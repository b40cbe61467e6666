import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { mergeMetadata } from '../wire/metadata.js';
import { waits } from './calendar.js';
import type { Decline } from './cards.js';
import { collect } from './collection.js';
import { createSubscription, endBehaviourOf } from './create-subscription.js';
import { newCustomer } from './customers.js';
import { trialDaysOf } from './line-items.js';
import { attach } from './payment-methods.js';
import { attempt, futureUsageOf, newIntent, type Outcome } from './payments.js';
import { receiptInvoice } from './receipt-invoice.js';
import { confirmSetup, newSetupIntent } from './setup.js';

/** What the person entered on the page. */
export interface Payment {
  method?: Entry<'payment_method'>;
  name: string | null;
  email: string | null;
  /** Set after successful 3D Secure authentication. */
  authenticated: boolean;
}

/** The result of an attempt to pay a session. */
export type Confirmation = { status: 'complete' } | { status: 'requires_action' } | { status: 'declined'; decline: Decline };

/** True when the page asks for a card. */
export function asksForCard(session: Entry<'checkout.session'>): boolean {
  if ((session.data.amount_total ?? 0) > 0) return true;
  return session.data.mode === 'subscription' && session.data.payment_method_collection !== 'if_required';
}

/** The address that the browser goes to after success. */
export const successUrl = (session: Entry<'checkout.session'>): string =>
  (session.data.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);

/** Pays an open session. A decline leaves it open, so that the person can try another card. */
export async function confirmSession(tx: Tx, session: Entry<'checkout.session'>, payment: Payment): Promise<Confirmation> {
  if (session.data.status !== 'open')
    throw invalid('This Checkout Session is no longer open.', undefined, 'checkout_session_not_open');
  if (asksForCard(session) && !payment.method)
    throw invalid('A payment method is required to pay this session.', 'payment_method', 'parameter_missing');
  const customer = await customerOf(tx, session, payment);
  const outcome =
    session.data.mode === 'subscription'
      ? await subscribe(tx, session, customer, payment)
      : await payOnce(tx, session, customer, payment);
  if (outcome.status === 'requires_action' && payment.method) {
    session.hidden.challenged = { method: payment.method.id, name: payment.name, email: payment.email };
    tx.save(session);
    return { status: 'requires_action' };
  }
  if (outcome.status === 'declined') {
    delete session.hidden.challenged;
    tx.save(session);
    return outcome;
  }
  await complete(tx, session, customer, payment);
  return { status: 'complete' };
}

async function customerOf(tx: Tx, session: Entry<'checkout.session'>, payment: Payment): Promise<Entry<'customer'>> {
  const id = session.data.customer ?? session.hidden.customer;
  if (id) return tx.get('customer', id);
  const email = session.data.customer_email ?? payment.email;
  const customer = await newCustomer(tx, { ...(email && { email }), ...(payment.name && { name: payment.name }) });
  session.hidden.customer = customer.id;
  tx.save(session);
  return customer;
}

async function subscribe(
  tx: Tx,
  session: Entry<'checkout.session'>,
  customer: Entry<'customer'>,
  payment: Payment,
): Promise<Outcome> {
  const { method } = payment;
  const due = (session.data.amount_total ?? 0) > 0;
  if (method && !due) {
    const known = session.hidden.setupIntent;
    const intent = known ? await tx.get('setup_intent', known) : await newSetupIntent(tx, customer);
    session.hidden.setupIntent = intent.id;
    tx.save(session);
    const outcome = await confirmSetup(tx, intent, method, { authenticated: payment.authenticated, returnUrl: session.data.url });
    if (outcome.status !== 'succeeded') return outcome;
  }
  const subscription = session.hidden.subscription
    ? await tx.get('subscription', session.hidden.subscription)
    : await start(tx, session, customer, payment);
  const first = session.hidden.subscription === undefined;
  session.hidden.subscription = subscription.id;
  tx.save(session);
  const invoice = await tx.get('invoice', subscription.data.latest_invoice ?? '');
  const outcome = first
    ? await outcomeOf(tx, invoice)
    : await collect(tx, invoice, { offSession: false, authenticated: payment.authenticated, ...(method && { method }) });
  if (outcome.status !== 'succeeded') return outcome;
  if (method) await keepCard(tx, method, customer);
  session.data.subscription = subscription.id;
  session.data.invoice = invoice.id;
  if (method && subscription.data.default_payment_method !== method.id) {
    subscription.data.default_payment_method = method.id;
    await tx.change('customer.subscription.updated', subscription);
  }
  return outcome;
}

/** The result of the first attempt, which was made when the subscription was created. */
async function outcomeOf(tx: Tx, invoice: Entry<'invoice'>): Promise<Outcome> {
  if (invoice.data.status === 'paid') return { status: 'succeeded' };
  const [payment] = await tx.select('invoice_payment', [{ path: 'invoice', is: invoice.id }]);
  const intent = payment?.data.payment.payment_intent
    ? await tx.get('payment_intent', payment.data.payment.payment_intent)
    : undefined;
  if (intent?.data.status === 'requires_action') return { status: 'requires_action' };
  const error = intent?.data.last_payment_error;
  const decline: Decline = {
    code: 'card_declined',
    message: error?.message ?? 'Your card was declined.',
    ...(error?.decline_code && { decline_code: error.decline_code }),
  };
  return { status: 'declined', decline };
}

async function start(
  tx: Tx,
  session: Entry<'checkout.session'>,
  customer: Entry<'customer'>,
  payment: Payment,
): Promise<Entry<'subscription'>> {
  const given = session.hidden.subscription_data ?? {};
  const now = await tx.now(customer.clock);
  const days = trialDaysOf(session);
  const missing = endBehaviourOf(given.trial_settings?.end_behavior.missing_payment_method);
  const due = (session.data.amount_total ?? 0) > 0;
  return createSubscription(tx, {
    customer,
    items: session.hidden.prices ?? [],
    ...(days > 0 && { trialEnd: now + days * waits.day }),
    ...(given.billing_cycle_anchor !== undefined && { anchor: given.billing_cycle_anchor }),
    metadata: mergeMetadata({}, given.metadata),
    description: given.description ?? null,
    ...(payment.method && !due && { defaultPaymentMethod: payment.method.id }),
    ...(missing && { missingPaymentMethod: missing }),
    discounts: (session.data.discounts ?? []).map(({ coupon, promotion_code }) =>
      promotion_code ? { promotion_code } : { ...(coupon && { coupon }) },
    ),
    ...(payment.method &&
      due && {
        onSession: {
          method: payment.method,
          authenticated: payment.authenticated,
          returnUrl: session.data.url ?? '',
          session: session.id,
        },
      }),
  });
}

async function keepCard(tx: Tx, method: Entry<'payment_method'>, customer: Entry<'customer'>): Promise<void> {
  method.hidden.authenticated = true;
  tx.save(method);
  await attach(tx, method, customer);
}

async function payOnce(
  tx: Tx,
  session: Entry<'checkout.session'>,
  customer: Entry<'customer'>,
  payment: Payment,
): Promise<Outcome> {
  const amount = session.data.amount_total ?? 0;
  const { method } = payment;
  if (amount === 0 || !method) return { status: 'succeeded' };
  const given = session.hidden.payment_intent_data ?? {};
  const future = futureUsageOf(given.setup_future_usage);
  const known = session.hidden.paymentIntent;
  const intent = known
    ? await tx.get('payment_intent', known)
    : await newIntent(tx, {
        amount,
        currency: session.data.currency ?? 'usd',
        customer,
        description: given.description ?? null,
        metadata: mergeMetadata({}, given.metadata),
        ...(future && { setupFutureUsage: future }),
      });
  session.hidden.paymentIntent = intent.id;
  tx.save(session);
  const outcome = await attempt(tx, intent, method, {
    offSession: false,
    authenticated: payment.authenticated,
    returnUrl: session.data.url,
  });
  if (outcome.status !== 'succeeded') return outcome;
  if (future) await keepCard(tx, method, customer);
  session.data.payment_intent = intent.id;
  if (session.data.invoice_creation?.enabled) session.data.invoice = await receiptInvoice(tx, session, customer, intent);
  return outcome;
}

async function complete(
  tx: Tx,
  session: Entry<'checkout.session'>,
  customer: Entry<'customer'>,
  payment: Payment,
): Promise<void> {
  const { data } = session;
  delete session.hidden.challenged;
  data.status = 'complete';
  data.payment_status = (data.amount_total ?? 0) > 0 ? 'paid' : 'no_payment_required';
  if (data.mode === 'subscription' || data.customer || data.customer_creation === 'always') data.customer = customer.id;
  data.customer_details = {
    address: null,
    business_name: null,
    email: customer.data.email ?? payment.email,
    individual_name: null,
    name: payment.name ?? customer.data.name ?? null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
  data.url = null;
  if (data.consent_collection?.terms_of_service === 'required') data.consent = { promotions: null, terms_of_service: 'accepted' };
  tx.save(session);
  await tx.schedule('checkout.session.expire', session.id, session.clock, null);
  await tx.emit('checkout.session.completed', session);
}
