import { type BillingSnapshot, type InvoiceSnapshot, isFailing, type SubscriptionSnapshot } from './snapshot.js';
import type { MembershipState } from './state.js';

const day = 86_400_000;
/** How long access lasts after an attempt that Stripe announced, because the attempt and its event take time. */
const afterAttempt = day;

/** Something to do at Stripe before a decision holds. Each may be repeated. */
export type StripeCommand =
  | { readonly kind: 'stop_collecting' | 'resume_collecting' | 'void'; readonly invoiceId: string }
  | { readonly kind: 'end' };

/** State of an earlier sync that arrears depend on. */
interface KnownArrears {
  readonly state: MembershipState;
  readonly cancelRequestedAt: string | null;
  readonly graceEndsAt: string | null;
}

const inArrears = ({ status }: SubscriptionSnapshot): boolean => status === 'past_due' || status === 'unpaid';

/**
 * Whether the membership was cancelled while the charge for its present period is failing. Then nothing more is collected, and
 * the membership ends with its grace period, or immediately if access has already ended.
 */
export function isCancelledInArrears(subscription: SubscriptionSnapshot): boolean {
  const { endsAt, currentPeriodEndsAt } = subscription;
  return inArrears(subscription) && endsAt !== null && (currentPeriodEndsAt === null || endsAt <= currentPeriodEndsAt);
}

/** When a membership ends: a cancelled one in arrears at the end of its grace period, any other at Stripe's date. */
export function endOf(subscription: SubscriptionSnapshot, graceEndsAt: string | null): string | null {
  const { endsAt } = subscription;
  return endsAt && graceEndsAt && isCancelledInArrears(subscription) && graceEndsAt < endsAt ? graceEndsAt : endsAt;
}

/**
 * When a membership that is cancelled now would end; null means immediately. The same rule as {@link endOf}, shown to a member
 * before confirming.
 */
export function endIfCancelled(membership: {
  readonly state: MembershipState;
  readonly trialEndsAt: Date | null;
  readonly currentPeriodEndsAt: Date | null;
  readonly graceEndsAt: Date | null;
}): Date | null {
  const { state, trialEndsAt, currentPeriodEndsAt, graceEndsAt } = membership;
  switch (state) {
    case 'trialing':
      return trialEndsAt;
    case 'active':
      return currentPeriodEndsAt;
    case 'grace':
      return graceEndsAt && currentPeriodEndsAt && currentPeriodEndsAt < graceEndsAt ? currentPeriodEndsAt : graceEndsAt;
    default:
      return null;
  }
}

/**
 * Grace starts with the first failed attempt. A later failure does not prolong it, but an attempt that Stripe has announced does:
 * access never closes before it. With zero days of grace, access ends immediately. Closed access stays closed until the charge is
 * paid.
 *
 * @param now business time, epoch milliseconds
 */
export function graceOf(
  known: KnownArrears,
  subscription: SubscriptionSnapshot,
  invoices: readonly InvoiceSnapshot[],
  graceDays: number,
  now: number,
): string | null {
  if (subscription.status !== 'past_due') return null;
  const failed = invoices.find(isFailing);
  const from = failed?.attemptedAt ? Date.parse(failed.attemptedAt) : now;
  const granted = known.graceEndsAt ? Date.parse(known.graceEndsAt) : from + graceDays * day;
  if (graceDays === 0 || known.state === 'suspended' || isCancelledInArrears(subscription)) return iso(granted);
  const attempts = invoices.flatMap(({ status, nextAttemptAt }) =>
    status === 'open' && nextAttemptAt ? [Date.parse(nextAttemptAt) + afterAttempt] : [],
  );
  return iso(Math.max(granted, ...attempts));
}

/**
 * The changes to make at Stripe: nothing is collected after a cancellation in arrears, collection resumes when that is undone,
 * and an ended membership leaves no invoice that can still be paid.
 */
export function commandsOf(
  known: KnownArrears,
  subscription: SubscriptionSnapshot,
  invoices: BillingSnapshot['invoices'],
  graceEndsAt: string | null,
  now: number,
): StripeCommand[] {
  const open = invoices.filter(({ status }) => status === 'open');
  if (subscription.status === 'canceled') return open.map(({ id }) => ({ kind: 'void', invoiceId: id }));
  if (isCancelledInArrears(subscription)) {
    if (graceEndsAt === null || Date.parse(graceEndsAt) <= now) return [{ kind: 'end' }];
    return open.filter(({ collects }) => collects).map(({ id }) => ({ kind: 'stop_collecting', invoiceId: id }));
  }
  const undone = known.cancelRequestedAt !== null && subscription.endsAt === null && inArrears(subscription);
  if (!undone) return [];
  return open.filter(({ collects }) => !collects).map(({ id }) => ({ kind: 'resume_collecting', invoiceId: id }));
}

const iso = (epochMs: number): string => new Date(epochMs).toISOString();
