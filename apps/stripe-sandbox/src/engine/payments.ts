import type { Entry } from '../store/entry.js';
import { newId, randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { cardOf, type Decline } from './cards.js';
import { newCharge } from './charge.js';

/** How an attempt to take money ended. */
export type Outcome = { status: 'succeeded' } | { status: 'requires_action' } | { status: 'declined'; decline: Decline };

/** What a new payment intent is for. */
export interface IntentRequest {
  amount: number;
  currency: string;
  customer: Entry<'customer'> | undefined;
  description?: string | null;
  metadata?: Record<string, string>;
  receiptEmail?: string | null;
  setupFutureUsage?: 'off_session' | 'on_session';
}

/** The future use that a request names, if any. */
export const futureUsageOf = (value: string | null | undefined): IntentRequest['setupFutureUsage'] =>
  value === 'off_session' || value === 'on_session' ? value : undefined;

/** Creates a payment intent that waits for a payment method. */
export async function newIntent(tx: Tx, request: IntentRequest): Promise<Entry<'payment_intent'>> {
  const id = newId('payment_intent');
  const clock = request.customer?.clock ?? null;
  const entry = tx.add(
    'payment_intent',
    {
      id,
      object: 'payment_intent',
      allowed_payment_method_types: null,
      amount: request.amount,
      amount_capturable: 0,
      amount_details: { tip: {} },
      amount_received: 0,
      application: null,
      application_fee_amount: null,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      canceled_at: null,
      cancellation_reason: null,
      capture_method: 'automatic',
      client_secret: `${id}_secret_${randomText(24)}`,
      confirmation_method: 'automatic',
      // Stripe dates payments in real time even under a test clock. The clock's time keeps everything that a test sees in order.
      created: await tx.now(clock),
      currency: request.currency,
      customer: request.customer?.id ?? null,
      customer_account: null,
      description: request.description ?? null,
      excluded_payment_method_types: null,
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      managed_payments: null,
      metadata: request.metadata ?? {},
      next_action: null,
      on_behalf_of: null,
      payment_method: null,
      payment_method_configuration_details: null,
      payment_method_options: null,
      payment_method_types: ['card'],
      payment_record: null,
      processing: null,
      receipt_email: request.receiptEmail ?? null,
      review: null,
      setup_future_usage: request.setupFutureUsage ?? null,
      shipping: null,
      source: null,
      statement_descriptor: null,
      statement_descriptor_suffix: null,
      status: 'requires_payment_method',
      transfer_data: null,
      transfer_group: null,
    },
    { clock },
  );
  await tx.emit('payment_intent.created', entry);
  return entry;
}

async function refusalOf(
  tx: Tx,
  customer: Entry<'customer'> | undefined,
  method: Entry<'payment_method'>,
): Promise<Decline | undefined> {
  if (customer?.hidden.failNext) {
    customer.hidden.failNext -= 1;
    tx.save(customer);
    const message =
      customer.hidden.failCode === 'insufficient_funds' ? 'Your card has insufficient funds.' : 'Your card was declined.';
    return { code: 'card_declined', decline_code: customer.hidden.failCode ?? 'generic_decline', message };
  }
  const card = cardOf(method.hidden.number ?? '');
  return card.refuses ?? card.failsCharges;
}

/** True if the card requires the person to authenticate. */
export function needsAuthentication(method: Entry<'payment_method'>, offSession: boolean): boolean {
  const rule = cardOf(method.hidden.number ?? '').threeDSecure;
  if (rule === undefined) return false;
  return rule === 'always' ? true : !(offSession && method.hidden.authenticated);
}

/**
 * Attempts the payment of an intent. Off session, a card that requires 3D Secure is declined with `authentication_required`;
 * on session the intent waits in `requires_action` until {@link finishAuthentication}.
 */
export async function attempt(
  tx: Tx,
  intent: Entry<'payment_intent'>,
  method: Entry<'payment_method'>,
  options: { offSession: boolean; returnUrl?: string | null; authenticated?: boolean },
): Promise<Outcome> {
  const customer = intent.data.customer ? await tx.find('customer', intent.data.customer) : undefined;
  intent.data.payment_method = method.id;
  intent.data.next_action = null;
  if (!options.authenticated && needsAuthentication(method, options.offSession)) {
    if (!options.offSession) {
      intent.data.status = 'requires_action';
      const url = `${tx.origin.baseUrl}/3ds/${intent.id}`;
      intent.data.next_action = { type: 'redirect_to_url', redirect_to_url: { return_url: options.returnUrl ?? null, url } };
      tx.save(intent);
      await tx.emit('payment_intent.requires_action', intent);
      return { status: 'requires_action' };
    }
    const decline: Decline = {
      code: 'authentication_required',
      decline_code: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    };
    return fail(tx, intent, method, decline);
  }
  const refusal = await refusalOf(tx, customer, method);
  return refusal ? fail(tx, intent, method, refusal) : succeed(tx, intent, method);
}

async function succeed(tx: Tx, intent: Entry<'payment_intent'>, method: Entry<'payment_method'>): Promise<Outcome> {
  const charge = await newCharge(tx, intent, method);
  intent.data.latest_charge = charge.id;
  intent.data.amount_received = intent.data.amount;
  intent.data.status = 'succeeded';
  intent.data.last_payment_error = null;
  tx.save(intent);
  await tx.emit('charge.succeeded', charge);
  await tx.emit('payment_intent.succeeded', intent);
  return { status: 'succeeded' };
}

async function fail(
  tx: Tx,
  intent: Entry<'payment_intent'>,
  method: Entry<'payment_method'>,
  decline: Decline,
): Promise<Outcome> {
  const charge = await newCharge(tx, intent, method, decline);
  intent.data.latest_charge = charge.id;
  intent.data.status = 'requires_payment_method';
  intent.data.payment_method = null;
  intent.data.last_payment_error = {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    charge: charge.id,
    doc_url: `https://docs.stripe.com/error-codes/${decline.code.replaceAll('_', '-')}`,
    payment_method: { ...method.data },
    ...(decline.decline_code && { decline_code: decline.decline_code }),
  };
  tx.save(intent);
  await tx.emit('charge.failed', charge);
  await tx.emit('payment_intent.payment_failed', intent);
  return { status: 'declined', decline };
}
