import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import { collect } from './collection.js';
import { attempt } from './payments.js';
import { confirmSetup } from './setup.js';

const message = 'We are unable to authenticate your payment method. Please choose a different payment method and try again.';

/** The invoice that a payment intent pays. */
export async function invoiceOf(tx: Tx, intent: string): Promise<Entry<'invoice'> | undefined> {
  const [payment] = await tx.select('invoice_payment', [{ path: 'payment.payment_intent', is: intent }]);
  return payment && tx.find('invoice', payment.data.invoice);
}

/** Sets an intent back to `requires_payment_method` after the bank has refused it. */
export async function refuseIntent(tx: Tx, intent: Entry<'payment_intent'> | Entry<'setup_intent'>): Promise<void> {
  if (intent.data.status !== 'requires_action') return;
  if (intent.kind === 'payment_intent') {
    Object.assign(intent.data, { status: 'requires_payment_method', next_action: null, payment_method: null });
    intent.data.last_payment_error = { type: 'invalid_request_error', code: 'payment_intent_authentication_failure', message };
    tx.save(intent);
    await tx.emit('payment_intent.payment_failed', intent);
    return;
  }
  Object.assign(intent.data, { status: 'requires_payment_method', next_action: null, payment_method: null });
  intent.data.last_setup_error = { type: 'invalid_request_error', code: 'setup_intent_authentication_failure', message };
  tx.save(intent);
  await tx.emit('setup_intent.setup_failed', intent);
}

/** Fails the authentication that a checkout session waits for. Returns the message for the page. */
export async function failAuthentication(tx: Tx, session: Entry<'checkout.session'>): Promise<string> {
  const { setupIntent, paymentIntent, subscription } = session.hidden;
  if (setupIntent) await refuseIntent(tx, await tx.get('setup_intent', setupIntent));
  if (paymentIntent) await refuseIntent(tx, await tx.get('payment_intent', paymentIntent));
  const invoice = subscription ? (await tx.get('subscription', subscription)).data.latest_invoice : null;
  const [payment] = invoice ? await tx.select('invoice_payment', [{ path: 'invoice', is: invoice }]) : [];
  if (payment?.data.payment.payment_intent)
    await refuseIntent(tx, await tx.get('payment_intent', payment.data.payment.payment_intent));
  return message;
}

/** Continues an intent after the bank has confirmed it. */
export async function passIntent(tx: Tx, intent: Entry<'payment_intent'> | Entry<'setup_intent'>): Promise<void> {
  const methodId = intent.data.payment_method;
  if (intent.data.status !== 'requires_action' || !methodId) return;
  const method = await tx.get('payment_method', methodId);
  if (intent.kind === 'setup_intent') {
    await confirmSetup(tx, intent, method, { authenticated: true });
    return;
  }
  const invoice = await invoiceOf(tx, intent.id);
  if (invoice) await collect(tx, invoice, { method, offSession: false, authenticated: true });
  else await attempt(tx, intent, method, { offSession: false, authenticated: true });
}
