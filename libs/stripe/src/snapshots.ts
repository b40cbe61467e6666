import type { InvoiceSnapshot, SubscriptionSnapshot } from '@perennial/domain/billing';
import type Stripe from 'stripe';
import { cardOnFile } from './card-on-file.js';

/** Converts a Stripe subscription to our snapshot. Periods are on its items. */
export function readSubscription(subscription: Stripe.Subscription): SubscriptionSnapshot {
  const periodEnd = subscription.items.data[0]?.current_period_end ?? null;
  // In flexible mode a portal cancellation sets only cancel_at.
  const endsAt = subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null);
  const customer =
    typeof subscription.customer === 'object' && !('deleted' in subscription.customer) ? subscription.customer : null;
  return {
    id: subscription.id,
    status: statusOf(subscription.status),
    createdAt: instant(subscription.created),
    trialStartsAt: instant(subscription.trial_start),
    trialEndsAt: instant(subscription.trial_end),
    currentPeriodEndsAt: instant(periodEnd),
    endsAt: instant(endsAt),
    cancelRequestedAt: endsAt === null ? null : instant(subscription.canceled_at),
    cancellationReason: subscription.cancellation_details?.comment?.trim() || null,
    endedAt: instant(subscription.ended_at),
    endReason: endReasonOf(subscription.cancellation_details?.reason ?? null),
    hasCard: subscription.default_payment_method !== null || (customer?.invoice_settings.default_payment_method ?? null) !== null,
    card: cardOnFile(subscription.default_payment_method) ?? cardOnFile(customer?.invoice_settings.default_payment_method),
  };
}

/** Converts a Stripe invoice to our snapshot. */
export function readInvoice(invoice: Stripe.Invoice): InvoiceSnapshot {
  const line = invoice.lines.data.at(-1);
  return {
    id: invoice.id ?? '',
    number: invoice.number,
    status: invoiceStatusOf(invoice.status),
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    currency: invoice.currency,
    attemptCount: invoice.attempt_count,
    collects: invoice.auto_advance ?? false,
    needsConfirmation: false,
    nextAttemptAt: instant(invoice.next_payment_attempt),
    finalizesAt: instant(invoice.automatically_finalizes_at),
    periodStartsAt: instant(line?.period.start ?? invoice.period_start),
    periodEndsAt: instant(line?.period.end ?? invoice.period_end),
    issuedAt: instant(invoice.created),
    paidAt: instant(invoice.status_transitions.paid_at),
    // The first attempt is made when the invoice is finalised; Stripe does not return the time of later ones.
    attemptedAt: invoice.attempt_count === 1 ? instant(invoice.status_transitions.finalized_at) : null,
    hostedUrl: invoice.hosted_invoice_url ?? null,
  };
}

/** Stripe's enums are open: an unknown status must fail instead of being guessed. */
function statusOf(status: string): SubscriptionSnapshot['status'] {
  switch (status) {
    case 'incomplete':
    case 'incomplete_expired':
    case 'trialing':
    case 'active':
    case 'past_due':
    case 'canceled':
    case 'unpaid':
    case 'paused':
      return status;
    default:
      throw new Error(`unknown subscription status ${status}`);
  }
}

function invoiceStatusOf(status: string | null): InvoiceSnapshot['status'] {
  switch (status) {
    case 'draft':
    case 'open':
    case 'paid':
    case 'void':
    case 'uncollectible':
      return status;
    default:
      throw new Error(`unknown invoice status ${status}`);
  }
}

function endReasonOf(reason: string | null): SubscriptionSnapshot['endReason'] {
  return reason === 'payment_failed' || reason === 'payment_disputed' || reason === 'cancellation_requested' ? reason : null;
}

/** A Stripe timestamp in ISO 8601. */
export function instant(epochSeconds: number): string;
export function instant(epochSeconds: number | null | undefined): string | null;
export function instant(epochSeconds: number | null | undefined): string | null {
  return epochSeconds === null || epochSeconds === undefined ? null : new Date(epochSeconds * 1000).toISOString();
}
