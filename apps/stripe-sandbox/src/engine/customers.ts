import type { Entry } from '../store/entry.js';
import { newId, randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid } from '../wire/errors.js';
import { mergeMetadata } from '../wire/metadata.js';
import type { RequestTypes } from '../wire/requests.js';
import type { Kinds } from '../wire/types.js';
import { numberOfToken } from './cards.js';
import { attach, paymentMethodOf } from './payment-methods.js';

type Address = Exclude<RequestTypes['CustomerCreateParams']['address'], '' | null | undefined>;
/** An address with every line, as Stripe returns it. */
export const addressOf = (given: Address): NonNullable<Kinds['customer']['address']> => ({
  city: given.city ?? null,
  country: given.country ?? null,
  line1: given.line1 ?? null,
  line2: given.line2 ?? null,
  postal_code: given.postal_code ?? null,
  state: given.state ?? null,
});

/** Creates a customer, on a test clock if the request names one. */
export async function newCustomer(tx: Tx, params: RequestTypes['CustomerCreateParams']): Promise<Entry<'customer'>> {
  const clock = params.test_clock ?? null;
  if (clock) await tx.get('test_helpers.test_clock', clock, 'test_clock');
  const entry = tx.add(
    'customer',
    {
      id: newId('customer'),
      object: 'customer',
      address: params.address ? addressOf(params.address) : null,
      balance: 0,
      created: await tx.now(clock),
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: params.description ?? null,
      email: params.email ?? null,
      invoice_prefix: randomText(8).toUpperCase(),
      invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
      livemode: false,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name ?? null,
      next_invoice_sequence: 1,
      phone: params.phone ?? null,
      preferred_locales: params.preferred_locales ?? [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: clock,
    },
    { clock },
  );
  if (params.payment_method) await setUpCard(tx, entry, params.payment_method);
  const preferred = params.invoice_settings?.default_payment_method;
  if (preferred) await setDefault(tx, entry, preferred);
  await tx.emit('customer.created', entry);
  return entry;
}

async function setUpCard(tx: Tx, customer: Entry<'customer'>, id: string): Promise<void> {
  const method = await paymentMethodOf(tx, id, customer.clock);
  await attach(tx, method, customer);
}

/** Makes an attached card the default for invoices. */
export async function setDefault(tx: Tx, customer: Entry<'customer'>, id: string): Promise<void> {
  customer.data.invoice_settings.default_payment_method = await ownMethod(
    tx,
    customer,
    id,
    'invoice_settings[default_payment_method]',
  );
}

/**
 * The id of a payment method that belongs to the customer. A shared test id (`pm_card_visa`) stands for the customer's card
 * with that number, or for a new one.
 * @throws {StripeError} 400 for another customer's card
 */
export async function ownMethod(tx: Tx, customer: Entry<'customer'>, id: string, param: string): Promise<string> {
  const number = numberOfToken(id);
  if (number) {
    const cards = await tx.select('payment_method', [{ path: 'customer', is: customer.id }]);
    const known = cards.find(({ hidden }) => hidden.number === number);
    if (known) return known.id;
    const method = await paymentMethodOf(tx, id, customer.clock);
    await attach(tx, method, customer);
    return method.id;
  }
  const method = await tx.find('payment_method', id);
  if (method?.data.customer !== customer.id) {
    const message = `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`;
    throw invalid(message, param, 'resource_missing');
  }
  return id;
}
