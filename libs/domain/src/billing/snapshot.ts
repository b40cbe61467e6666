/** Snapshot of one purchase at Stripe. Amounts in minor units, instants in ISO 8601 UTC. */
export interface BillingSnapshot {
  readonly checkout: { readonly status: 'open' | 'complete' | 'expired'; readonly expiresAt: string | null } | null;
  readonly subscription: SubscriptionSnapshot | null;
  /** Oldest first. Those that are paid or void and were recorded may be missing, except the newest of them. */
  readonly invoices: readonly InvoiceSnapshot[];
  /** The next charge, computed by Stripe; null if there is none. */
  readonly upcoming: ChargeSnapshot | null;
}

/** What Stripe charges, with tax and discounts. */
export interface ChargeSnapshot {
  readonly amount: number;
  readonly currency: string;
}

/**
 * What a membership is charged for a period: the next charge; if none is expected, the recorded or the last charge. Null before
 * Stripe has billed anything.
 */
export function chargeOf(
  { upcoming, invoices }: Pick<BillingSnapshot, 'upcoming' | 'invoices'>,
  recorded: ChargeSnapshot | null,
): ChargeSnapshot | null {
  if (upcoming ?? recorded) return upcoming ?? recorded;
  const billed = invoices.findLast(({ status, amountDue }) => status !== 'void' && amountDue > 0);
  return billed ? { amount: billed.amountDue, currency: billed.currency } : null;
}

/** Stripe's subscription. */
export interface SubscriptionSnapshot {
  readonly id: string;
  readonly status: 'incomplete' | 'incomplete_expired' | 'trialing' | 'active' | 'past_due' | 'canceled' | 'unpaid' | 'paused';
  readonly createdAt: string;
  readonly trialStartsAt: string | null;
  readonly trialEndsAt: string | null;
  readonly currentPeriodEndsAt: string | null;
  /** Scheduled end: `cancel_at`, or the period's end when the flag is set. */
  readonly endsAt: string | null;
  /** When the member asked for it. */
  readonly cancelRequestedAt: string | null;
  /** What the member wrote when cancelling. */
  readonly cancellationReason: string | null;
  readonly endedAt: string | null;
  readonly endReason: 'cancellation_requested' | 'payment_failed' | 'payment_disputed' | null;
  readonly hasCard: boolean;
  /** The card that is charged, where Stripe described one. */
  readonly card: CardOnFile | null;
}

/** Whether the checkout led to a purchase. A first payment that was never completed is not a purchase. */
export const isPurchased = (subscription: SubscriptionSnapshot | null): subscription is SubscriptionSnapshot =>
  subscription !== null && subscription.status !== 'incomplete' && subscription.status !== 'incomplete_expired';

/** The data of a card that may be shown. */
export interface CardOnFile {
  /** As Stripe writes it: "visa". */
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

/** Stripe's invoice. */
export interface InvoiceSnapshot {
  readonly id: string;
  readonly number: string | null;
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible';
  readonly amountDue: number;
  readonly amountPaid: number;
  readonly currency: string;
  readonly attemptCount: number;
  /** Stripe charges and retries it automatically. */
  readonly collects: boolean;
  /** The bank declined the newest attempt because it wants the member to confirm it. */
  readonly needsConfirmation: boolean;
  readonly nextAttemptAt: string | null;
  readonly finalizesAt: string | null;
  readonly periodStartsAt: string;
  readonly periodEndsAt: string;
  readonly issuedAt: string;
  readonly paidAt: string | null;
  /** When the newest charge attempt was made, where known. */
  readonly attemptedAt: string | null;
  readonly hostedUrl: string | null;
}

/** A charge was declined, and the invoice is still open. */
export const isFailing = (invoice: InvoiceSnapshot): boolean => invoice.status === 'open' && invoice.attemptCount > 0;
