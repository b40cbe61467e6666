import type { Entry } from '../store/entry.js';
import type { Tx } from '../store/tx.js';
import type { Line } from './compose-invoice.js';
import { draftInvoice, finalize, settle } from './invoices.js';
import { lineItemsOf } from './line-items.js';

/** The invoice of a one-time payment, written after it was paid. */
export async function receiptInvoice(
  tx: Tx,
  session: Entry<'checkout.session'>,
  customer: Entry<'customer'>,
  intent: Entry<'payment_intent'>,
): Promise<string> {
  const now = await tx.now(customer.clock);
  const lines = (await lineItemsOf(tx, session)).map(
    (item): Line => ({
      id: item.id.replace('li_', 'il_'),
      object: 'line_item',
      amount: item.amount_total,
      currency: item.currency,
      description: item.description,
      discount_amounts: [],
      discountable: true,
      discounts: [],
      invoice: null,
      livemode: false,
      metadata: {},
      parent: null,
      period: { start: now, end: now },
      pretax_credit_amounts: [],
      pricing: item.price
        ? {
            price_details: { price: item.price.id, product: item.price.product },
            type: 'price_details',
            unit_amount_decimal: item.price.unit_amount_decimal,
          }
        : null,
      quantity: item.quantity,
      quantity_decimal: String(item.quantity ?? 1),
      subscription: null,
      subtotal: item.amount_total,
      taxes: [],
    }),
  );
  const invoice = await draftInvoice(tx, {
    customer,
    reason: 'manual',
    lines,
    currency: session.data.currency ?? 'usd',
    periodStart: now,
    periodEnd: now,
    discounts: [],
    autoAdvance: false,
  });
  await finalize(tx, invoice, intent);
  await settle(tx, invoice);
  return invoice.id;
}
