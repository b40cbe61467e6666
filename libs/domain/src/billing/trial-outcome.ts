import { type InvoiceSnapshot, isFailing, type SubscriptionSnapshot } from './snapshot.js';

/** How a trial ended: `canceled` before anything was charged, `past_due` with a charge that failed. */
export type TrialOutcome = 'converted' | 'past_due' | 'paused' | 'canceled';

/**
 * How long after the end of a trial the event is recorded, in milliseconds. Older trials ended before outcomes were recorded.
 */
const newsFor = 7 * 86_400_000;

/**
 * How a trial ended and when that became known; null while it runs or the first charge is still to come. Reported for a week.
 *
 * @param now business time, epoch milliseconds
 */
export function trialOutcome(
  subscription: SubscriptionSnapshot,
  invoices: readonly InvoiceSnapshot[],
  now: number,
): { readonly outcome: TrialOutcome; readonly at: string } | null {
  const { status, trialEndsAt, endedAt } = subscription;
  const over = trialEndsAt !== null && Date.parse(trialEndsAt) <= now;
  if (trialEndsAt === null || (!over && status !== 'canceled') || now - Date.parse(trialEndsAt) > newsFor) return null;
  const at = (instant: string | null | undefined): string => instant ?? new Date(now).toISOString();
  const paid = invoices.find((invoice) => invoice.status === 'paid' && invoice.amountPaid > 0);
  if (paid) return { outcome: 'converted', at: at(paid.paidAt) };
  const failed = invoices.find(isFailing);
  switch (status) {
    case 'paused':
      return { outcome: 'paused', at: trialEndsAt };
    case 'past_due':
    case 'unpaid':
      return failed ? { outcome: 'past_due', at: at(failed.attemptedAt) } : null;
    case 'canceled':
      return failed ? { outcome: 'past_due', at: at(failed.attemptedAt) } : { outcome: 'canceled', at: at(endedAt) };
    case 'active': {
      // A discount to zero converts without a charge.
      const free = invoices.find((invoice) => invoice.status === 'paid' && invoice.periodStartsAt >= trialEndsAt);
      return free ? { outcome: 'converted', at: at(free.paidAt) } : null;
    }
    default:
      return null;
  }
}
