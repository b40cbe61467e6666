import type { Entry } from '../store/entry.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import type { Kinds } from '../wire/types.js';
import { waits } from './calendar.js';
import { amountOff, share } from './discounts.js';
import { applyTaxes, taxSums } from './taxes.js';

/** A line of an invoice. */
export type Line = Kinds['invoice']['lines']['data'][number];

/** What a new invoice bills. */
export interface InvoiceRequest {
  customer: Entry<'customer'>;
  subscription?: Entry<'subscription'>;
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'manual' | 'upcoming';
  lines: Line[];
  currency: string;
  periodStart: number;
  periodEnd: number;
  discounts: readonly string[];
  description?: string | null;
  metadata?: Record<string, string>;
  autoAdvance?: boolean;
}

/** Builds the object of an invoice without storing it, which is all that a preview needs. */
export async function composeInvoice(tx: Tx, request: InvoiceRequest): Promise<{ data: Kinds['invoice']; usesUp: string[] }> {
  const { customer, subscription, lines, currency } = request;
  const id = newId('invoice');
  const created = await tx.now(customer.clock);
  const totals: { amount: number; discount: string }[] = [];
  const usesUp: string[] = [];
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  let left = subtotal;
  for (const discountId of request.discounts) {
    const discount = await tx.get('discount', discountId);
    if (discount.data.end !== null && discount.data.end <= created) continue;
    const coupon = discount.data.source.coupon ? await tx.find('coupon', discount.data.source.coupon) : undefined;
    if (!coupon || left <= 0) continue;
    const amount = amountOff(coupon, left, currency);
    left -= amount;
    totals.push({ amount, discount: discountId });
    const parts = share(
      amount,
      lines.map((line) => line.amount),
    );
    for (const [index, line] of lines.entries()) line.discount_amounts?.push({ amount: parts[index] ?? 0, discount: discountId });
    if (coupon.data.duration === 'once' && subtotal > 0) usesUp.push(discountId);
  }
  for (const line of lines) line.invoice = id;
  const taxes = applyTaxes(lines, subscription?.data.default_tax_rates ?? []);
  const { exclusive, inclusive } = taxSums(taxes);
  const total = left + exclusive;
  const due = Math.max(0, total);
  const data: Kinds['invoice'] = {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Sandbox',
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: request.autoAdvance ?? true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: (request.autoAdvance ?? true) ? created + waits.draft : null,
    billing_reason: request.reason,
    collection_method: 'charge_automatically',
    created,
    currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: null,
    customer_email: customer.data.email,
    customer_name: customer.data.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: structuredClone(subscription?.data.default_tax_rates ?? []),
    description: request.description ?? null,
    discounts: totals.map(({ discount }) => discount),
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: request.metadata ?? {},
    next_payment_attempt: (request.autoAdvance ?? true) ? created + waits.draft : null,
    number: null,
    on_behalf_of: null,
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: { metadata: { ...subscription.data.metadata }, subscription: subscription.id },
          type: 'subscription_details',
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: request.periodEnd,
    period_start: request.periodStart,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    test_clock: customer.clock,
    total,
    total_discount_amounts: totals,
    total_excluding_tax: left - inclusive,
    total_pretax_credit_amounts: totals.map((one) => ({ ...one, type: 'discount' })),
    total_taxes: taxes,
    webhooks_delivered_at: created,
  };
  return { data, usesUp };
}
