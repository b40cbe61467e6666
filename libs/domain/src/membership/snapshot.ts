/** What Stripe says of one purchase, in our words. Amounts in minor units, instants in ISO 8601 UTC. */
export interface BillingSnapshot {
  readonly checkout: { readonly status: 'open' | 'complete' | 'expired'; readonly expiresAt: string | null } | null;
  readonly subscription: SubscriptionSnapshot | null;
  /** Oldest first. */
  readonly invoices: readonly InvoiceSnapshot[];
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
  readonly endedAt: string | null;
  readonly endReason: 'cancellation_requested' | 'payment_failed' | 'payment_disputed' | null;
  readonly hasCard: boolean;
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

/** A charge was tried and declined, and the invoice still waits. */
export const isFailing = (invoice: InvoiceSnapshot): boolean => invoice.status === 'open' && invoice.attemptCount > 0;
