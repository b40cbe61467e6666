import type { Invoice, Membership } from '@perennial/db';
import { endIfCancelled } from '@perennial/domain/billing';
import { formatMoney } from '@perennial/rendering';
import type { MembershipAction, MembershipView } from './memberships.schemas.js';

/** Input for the member's status sentence and buttons. */
export type MembershipStatus = Pick<
  Membership,
  | 'state'
  | 'hasCard'
  | 'trialEndsAt'
  | 'currentPeriodEndsAt'
  | 'endsAt'
  | 'graceEndsAt'
  | 'endedAt'
  | 'cancelRequestedAt'
  | 'priceAmount'
  | 'chargeAmount'
  | 'currency'
> & {
  /** The bank wants the member to confirm the charge that failed. */
  readonly needsConfirmation?: boolean;
};

/** The charge for a period: from Stripe, with tax and discounts, or the price of the plan until it is known. */
export const chargeFor = ({ chargeAmount, priceAmount }: Pick<MembershipStatus, 'chargeAmount' | 'priceAmount'>): number =>
  chargeAmount ?? priceAmount;

/** "31 January 2027" where the reader is. */
export const longDate = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(at);

/** State of a membership as a sentence with the relevant date. */
export function stateSentence(membership: MembershipStatus, timeZone: string): string {
  const on = (at: Date | null): string => (at ? longDate(at, timeZone) : 'soon');
  const { state, hasCard, trialEndsAt, currentPeriodEndsAt, endsAt, graceEndsAt, endedAt, needsConfirmation } = membership;
  const price = formatMoney(chargeFor(membership), membership.currency, 'en');
  switch (state) {
    case 'pending':
      return 'Not paid yet, and nothing was charged. If you have just paid, this page changes in a moment.';
    case 'trialing':
      if (endsAt) return `Your trial runs until ${on(endsAt)} and then ends. You will not be charged.`;
      return hasCard
        ? `Free until ${on(trialEndsAt)}. Then your card is charged ${price}.`
        : `Free until ${on(trialEndsAt)}. Add a card to continue after that. Without one, your membership pauses.`;
    case 'active':
      return endsAt
        ? `Cancelled. You can use everything until ${on(endsAt)}.`
        : `Active. The next charge is ${price} on ${on(currentPeriodEndsAt)}.`;
    case 'grace':
      if (endsAt)
        return `Cancelled. You can use everything until ${on(earlier(endsAt, graceEndsAt))}. We will not collect the failed payment. If you keep the membership, we will retry it.`;
      if (needsConfirmation)
        return `Your bank asks you to confirm the last payment. You can use everything until ${on(graceEndsAt)}. Confirm the payment before then.`;
      return `The last charge failed. You can use everything until ${on(graceEndsAt)}. Check your card before then.`;
    case 'suspended':
      if (endsAt) return 'Cancelled. Access is closed, and you will not be charged.';
      if (needsConfirmation)
        return 'Access is closed because your bank asks you to confirm the last payment. Confirm it to open access again.';
      return 'Access is closed because the last charge failed. Change your card to restore access.';
    case 'paused':
      return trialEndsAt && !hasCard
        ? `Your trial ended on ${on(trialEndsAt)}. Add a card to start the membership.`
        : 'Paused. Start it again whenever you like.';
    case 'ended':
      if (membership.cancelRequestedAt && endedAt) return `Cancelled. It ended on ${on(endedAt)}.`;
      return endedAt ? `Ended on ${on(endedAt)}.` : 'Ended.';
    case 'abandoned':
      return 'The purchase was not completed. Nothing was charged.';
  }
}

/** The actions that a member has now. */
export function actionsOf({ state, endsAt, hasCard, needsConfirmation }: MembershipStatus): MembershipAction[] {
  const ending = endsAt !== null;
  switch (state) {
    case 'trialing':
      return [ending ? 'undo_cancel' : 'cancel', 'change_card'];
    case 'active':
      return [ending ? 'undo_cancel' : 'cancel', 'change_card'];
    case 'grace':
    case 'suspended':
      // After a cancellation, nothing is open.
      if (ending) return ['undo_cancel', 'change_card'];
      if (needsConfirmation) return ['confirm_payment', 'change_card', 'cancel'];
      return [...(hasCard ? (['pay_now'] as const) : []), 'change_card', 'cancel'];
    case 'paused':
      return ['start_subscription', 'cancel'];
    case 'pending':
    case 'ended':
    case 'abandoned':
      return [];
  }
}

/** The open amount while Stripe still collects it; zero once the membership is cancelled. */
export function amountOpenOf(
  { state, currency, endsAt }: Pick<MembershipStatus, 'state' | 'currency' | 'endsAt'>,
  invoices: readonly Pick<Invoice, 'status' | 'amountDue' | 'amountPaid' | 'currency'>[],
): MembershipView['amountOpen'] {
  if ((state !== 'grace' && state !== 'suspended') || endsAt !== null) return null;
  const open = invoices.filter((invoice) => invoice.status === 'open' && invoice.currency === currency);
  const amount = open.reduce((sum, { amountDue, amountPaid }) => sum + amountDue - amountPaid, 0);
  return amount > 0 ? { amount, currency } : null;
}
/** When the membership would end if it were cancelled now; null if it would end immediately. */
export const cancelEndsAt = (membership: MembershipStatus): Date | null => endIfCancelled(membership);

/** The earlier of two dates, of which the second may be missing. */
export const earlier = (one: Date, other: Date | null): Date => (other && other < one ? other : one);

/** The next charge, if known; null if there is none. */
export function nextChargeOf(membership: MembershipStatus): MembershipView['nextCharge'] {
  const { state, endsAt, hasCard, trialEndsAt, currentPeriodEndsAt, currency } = membership;
  if (endsAt !== null) return null;
  const at = state === 'trialing' && hasCard ? trialEndsAt : state === 'active' ? currentPeriodEndsAt : null;
  return at ? { amount: chargeFor(membership), currency, at: at.toISOString() } : null;
}
