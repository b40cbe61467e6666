import { formatMoney } from '@perennial/rendering';
import { chargeFor, earlier, longDate, type MembershipStatus } from './membership-status.js';

/** State of a member's membership as a sentence for staff, who neither hold the card nor confirm a payment. */
export function staffSentence(membership: MembershipStatus, timeZone: string): string {
  const on = (at: Date | null): string => (at ? longDate(at, timeZone) : 'soon');
  const { state, hasCard, trialEndsAt, currentPeriodEndsAt, endsAt, graceEndsAt, endedAt, needsConfirmation } = membership;
  const price = formatMoney(chargeFor(membership), membership.currency, 'en');
  switch (state) {
    case 'pending':
      return 'Checkout started, not paid yet.';
    case 'trialing':
      if (endsAt) return `Cancelled. The trial ends on ${on(endsAt)} without a charge.`;
      return hasCard
        ? `Free until ${on(trialEndsAt)}. Then the card is charged ${price}.`
        : `Free until ${on(trialEndsAt)}. Without a card, the membership then pauses.`;
    case 'active':
      return endsAt
        ? `Cancelled. The member has access until ${on(endsAt)}.`
        : `Active. The next charge is ${price} on ${on(currentPeriodEndsAt)}.`;
    case 'grace':
      if (endsAt) return `Cancelled while a payment is failing. Access ends on ${on(earlier(endsAt, graceEndsAt))}.`;
      return needsConfirmation
        ? `The bank asks the member to confirm the last payment. Access ends on ${on(graceEndsAt)} unless they do.`
        : `The last charge failed. Access ends on ${on(graceEndsAt)} unless a retry succeeds.`;
    case 'suspended':
      if (endsAt) return 'Cancelled. Access is closed, and nothing more is charged.';
      return needsConfirmation
        ? 'Access is closed until the member confirms the last payment at their bank.'
        : 'Access is closed because the last charge failed. It opens again when the payment succeeds.';
    case 'paused':
      return trialEndsAt && !hasCard
        ? `The trial ended on ${on(trialEndsAt)} without a card. The membership starts when the member adds one.`
        : 'Paused. The member can start it again.';
    case 'ended':
      if (membership.cancelRequestedAt && endedAt) return `Cancelled. It ended on ${on(endedAt)}.`;
      return endedAt ? `Ended on ${on(endedAt)}.` : 'Ended.';
    case 'abandoned':
      return 'The checkout was not completed. Nothing was charged.';
  }
}
