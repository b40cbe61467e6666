import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid, missing } from '../wire/errors.js';
import { cardError, cardOf, numberOfToken } from './cards.js';

/** Details that a card form adds to the number. */
export interface CardDetails {
  exp_month?: number;
  exp_year?: number;
  name?: string | null;
  email?: string | null;
  country?: string | null;
}

/** A payment method for a card number, not attached to anyone. */
export async function newCard(
  tx: Tx,
  number: string,
  clock: string | null,
  details: CardDetails = {},
): Promise<Entry<'payment_method'>> {
  const card = cardOf(number);
  const created = await tx.now(clock);
  return tx.add(
    'payment_method',
    {
      id: newId('payment_method'),
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: {
        address: { city: null, country: details.country ?? null, line1: null, line2: null, postal_code: null, state: null },
        email: details.email ?? null,
        name: details.name ?? null,
        phone: null,
        tax_id: null,
      },
      card: {
        brand: card.brand,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
        country: card.country ?? 'US',
        display_brand: card.brand,
        exp_month: details.exp_month ?? 12,
        exp_year: details.exp_year ?? new Date(created * 1000).getUTCFullYear() + 3,
        fingerprint: `sandbox${number.slice(-8)}`,
        funding: 'credit',
        generated_from: null,
        last4: number.slice(-4),
        networks: { available: [card.brand], preferred: null },
        regulated_status: 'unregulated',
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
      created,
      customer: null,
      customer_account: null,
      livemode: false,
      metadata: {},
      type: 'card',
    },
    { hidden: { number }, clock },
  );
}

/** The payment method of an id; the shared test ids (`pm_card_visa`) make a fresh one. */
export async function paymentMethodOf(
  tx: Tx,
  id: string,
  clock: string | null,
  param = 'payment_method',
): Promise<Entry<'payment_method'>> {
  const number = numberOfToken(id);
  if (number) return newCard(tx, number, clock);
  if (id.startsWith('pm_card_')) throw missing('payment_method', id, param);
  return tx.get('payment_method', id, param);
}

/**
 * Attaches a payment method to a customer, whose clock it takes over.
 * @throws {StripeError} 402 for a card that is declined immediately
 */
export async function attach(tx: Tx, entry: Entry<'payment_method'>, customer: Entry<'customer'>): Promise<void> {
  if (entry.data.customer === customer.id) return;
  if (entry.data.customer !== null) throw invalid('The payment method you provided has already been attached to a customer.');
  const refusal = cardOf(entry.hidden.number ?? '').refuses;
  if (refusal) throw cardError(refusal, { payment_method: entry.data });
  entry.clock = customer.clock;
  entry.data.customer = customer.id;
  tx.save(entry);
  await tx.emit('payment_method.attached', entry);
}

/** Takes a payment method from its customer and from every default that names it. */
export async function detach(tx: Tx, entry: Entry<'payment_method'>): Promise<void> {
  const owner = entry.data.customer;
  if (!owner) throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.');
  entry.data.customer = null;
  tx.save(entry);
  await tx.emit('payment_method.detached', entry, { customer: owner });
  const customer = await tx.find('customer', owner);
  if (customer?.data.invoice_settings.default_payment_method === entry.id) {
    customer.data.invoice_settings.default_payment_method = null;
    await tx.change('customer.updated', customer);
  }
  for (const subscription of await tx.select('subscription', [{ path: 'default_payment_method', is: entry.id }])) {
    subscription.data.default_payment_method = null;
    await tx.change('customer.subscription.updated', subscription);
  }
}
