import type { Entry } from '../store/entry.js';
import { newId, randomText } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import type { Kinds } from '../wire/types.js';
import { composeInvoice, type InvoiceRequest, type Line } from './compose-invoice.js';
import { newIntent } from './payments.js';
import { applyTaxes, taxSums } from './taxes.js';

/** Writes a draft. It finalises itself an hour later when it advances automatically. */
export async function draftInvoice(tx: Tx, request: InvoiceRequest): Promise<Entry<'invoice'>> {
  const { data, usesUp } = await composeInvoice(tx, request);
  const entry = tx.add('invoice', data, { hidden: { usesUp }, clock: request.customer.clock });
  if (request.subscription) {
    request.subscription.data.latest_invoice = entry.id;
    tx.save(request.subscription);
  }
  await tx.emit('invoice.created', entry);
  if (data.automatically_finalizes_at !== null)
    await tx.schedule('invoice.finalize', entry.id, entry.clock, data.automatically_finalizes_at);
  return entry;
}

/** The final invoice of a change of a subscription, as of now; nothing is collected yet. */
export async function invoiceChange(
  tx: Tx,
  subscription: Entry<'subscription'>,
  lines: Line[],
  now: number,
): Promise<Entry<'invoice'>> {
  const { customer, currency, discounts } = subscription.data;
  const invoice = await draftInvoice(tx, {
    customer: await tx.get('customer', customer),
    subscription,
    reason: 'subscription_update',
    lines,
    currency,
    periodStart: now,
    periodEnd: now,
    discounts,
  });
  await finalize(tx, invoice);
  return invoice;
}

/** Adds a line to a draft. */
export function addLine(data: Kinds['invoice'], line: Line): void {
  data.lines.data.push(line);
  const before = taxSums(data.total_taxes ?? []);
  data.total_taxes = applyTaxes(data.lines.data, data.default_tax_rates);
  const after = taxSums(data.total_taxes);
  data.subtotal += line.amount;
  data.subtotal_excluding_tax = data.subtotal - after.inclusive;
  data.total += line.amount + after.exclusive - before.exclusive;
  data.total_excluding_tax = data.total - after.exclusive - after.inclusive;
  data.amount_due = Math.max(0, data.total);
  data.amount_remaining = data.amount_due;
}

/** Makes a draft final: a number, an address, and for an amount due a payment intent, unless one was paid before. */
export async function finalize(tx: Tx, invoice: Entry<'invoice'>, intent?: Entry<'payment_intent'>): Promise<void> {
  const now = await tx.now(invoice.clock);
  const { data } = invoice;
  const customer = await tx.get('customer', data.customer ?? '');
  const sequence = customer.data.next_invoice_sequence ?? 1;
  customer.data.next_invoice_sequence = sequence + 1;
  if (customer.data.currency == null) customer.data.currency = data.currency;
  tx.save(customer);
  data.number = `${customer.data.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`;
  data.status = 'open';
  data.automatically_finalizes_at = null;
  data.effective_at = now;
  data.status_transitions.finalized_at = now;
  applyBalance(data, customer);
  const secret = randomText(20);
  data.hosted_invoice_url = `${tx.origin.baseUrl}/i/${tx.account}/${invoice.id}?s=${secret}`;
  data.invoice_pdf = `${tx.origin.baseUrl}/i/${tx.account}/${invoice.id}/pdf?s=${secret}`;
  await tx.schedule('invoice.finalize', invoice.id, invoice.clock, null);
  if (data.amount_due > 0) await requestPayment(tx, invoice, customer, now, intent);
  tx.save(invoice);
  for (const id of invoice.hidden.usesUp ?? [])
    await endDiscount(tx, id, data.parent?.subscription_details?.subscription ?? null, now);
  await tx.emit('invoice.finalized', invoice);
}

/** The customer's credit pays first. A negative invoice becomes credit. */
function applyBalance(data: Kinds['invoice'], customer: Entry<'customer'>): void {
  data.starting_balance = customer.data.balance;
  const owed = data.total + customer.data.balance;
  data.amount_due = Math.max(0, owed);
  data.amount_remaining = data.amount_due;
  data.ending_balance = Math.min(0, owed);
  customer.data.balance = data.ending_balance;
}

async function requestPayment(
  tx: Tx,
  invoice: Entry<'invoice'>,
  customer: Entry<'customer'>,
  now: number,
  given?: Entry<'payment_intent'>,
): Promise<void> {
  const { data } = invoice;
  const intent =
    given ??
    (await newIntent(tx, {
      amount: data.amount_due,
      currency: data.currency,
      customer,
      description: data.description ?? descriptionOf(data.billing_reason),
    }));
  tx.add(
    'invoice_payment',
    {
      id: newId('invoice_payment'),
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: data.amount_due,
      created: now,
      currency: data.currency,
      invoice: invoice.id,
      is_default: true,
      livemode: false,
      payment: { type: 'payment_intent', payment_intent: intent.id },
      status: 'open',
      status_transitions: { canceled_at: null, paid_at: null },
    },
    { clock: invoice.clock },
  );
}

const descriptionOf = (reason: string | null): string =>
  reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update';

async function endDiscount(tx: Tx, id: string, subscriptionId: string | null, now: number): Promise<void> {
  const discount = await tx.find('discount', id);
  if (!discount) return;
  discount.data.end = now;
  tx.save(discount);
  const subscription = subscriptionId ? await tx.find('subscription', subscriptionId) : undefined;
  if (subscription) {
    subscription.data.discounts = subscription.data.discounts.filter((one) => one !== id);
    tx.save(subscription);
  }
  await tx.emit('customer.discount.deleted', discount);
}

/** The open payment of an invoice and its intent. */
export async function paymentOf(
  tx: Tx,
  invoice: Entry<'invoice'>,
): Promise<{ payment: Entry<'invoice_payment'>; intent: Entry<'payment_intent'> } | undefined> {
  const [payment] = await tx.select('invoice_payment', [{ path: 'invoice', is: invoice.id }]);
  const id = payment?.data.payment.payment_intent;
  return payment && id ? { payment, intent: await tx.get('payment_intent', id) } : undefined;
}

/** Marks an invoice as paid. */
export async function settle(tx: Tx, invoice: Entry<'invoice'>, how: { outOfBand?: boolean } = {}): Promise<void> {
  const now = await tx.now(invoice.clock);
  const { data } = invoice;
  data.status = 'paid';
  data.amount_paid = how.outOfBand ? 0 : data.amount_due;
  if (how.outOfBand) data.amount_paid_off_stripe = data.amount_due;
  data.amount_remaining = 0;
  data.attempted = true;
  data.next_payment_attempt = null;
  data.auto_advance = false;
  data.status_transitions.paid_at = now;
  tx.save(invoice);
  await tx.schedule('invoice.retry', invoice.id, invoice.clock, null);
  await tx.emit('invoice.paid', invoice);
  if (!how.outOfBand) await tx.emit('invoice.payment_succeeded', invoice);
  const linked = await paymentOf(tx, invoice);
  if (!linked) return;
  const { payment, intent } = linked;
  if (how.outOfBand) {
    await cancelIntent(tx, intent, 'abandoned');
    payment.data.status = 'canceled';
    payment.data.status_transitions.canceled_at = now;
    tx.save(payment);
    return;
  }
  payment.data.status = 'paid';
  payment.data.amount_paid = data.amount_due;
  payment.data.status_transitions.paid_at = now;
  tx.save(payment);
  await tx.emit('invoice_payment.paid', payment);
}

/** Cancels an intent that is not finished. */
export async function cancelIntent(
  tx: Tx,
  intent: Entry<'payment_intent'>,
  reason: NonNullable<Kinds['payment_intent']['cancellation_reason']>,
): Promise<void> {
  if (intent.data.status === 'succeeded' || intent.data.status === 'canceled') return;
  intent.data.status = 'canceled';
  intent.data.canceled_at = await tx.now(intent.clock);
  intent.data.cancellation_reason = reason;
  intent.data.next_action = null;
  tx.save(intent);
  await tx.emit('payment_intent.canceled', intent);
}

/** Ends the collection of an open invoice: voids it or marks it as uncollectible. */
export async function giveUp(tx: Tx, invoice: Entry<'invoice'>, status: 'void' | 'uncollectible'): Promise<void> {
  const now = await tx.now(invoice.clock);
  const { data } = invoice;
  data.status = status;
  data.next_payment_attempt = null;
  data.auto_advance = false;
  data.automatically_finalizes_at = null;
  if (status === 'void') {
    data.status_transitions.voided_at = now;
    data.amount_remaining = 0;
  } else data.status_transitions.marked_uncollectible_at = now;
  tx.save(invoice);
  await tx.schedule('invoice.retry', invoice.id, invoice.clock, null);
  await tx.schedule('invoice.finalize', invoice.id, invoice.clock, null);
  await tx.emit(status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice);
  const linked = status === 'void' ? await paymentOf(tx, invoice) : undefined;
  if (linked && linked.intent.data.status !== 'succeeded') {
    linked.payment.data.status = 'canceled';
    linked.payment.data.status_transitions.canceled_at = now;
    tx.save(linked.payment);
    await cancelIntent(tx, linked.intent, 'void_invoice');
  }
}
