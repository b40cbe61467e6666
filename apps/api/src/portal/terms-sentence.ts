import { formatMoney } from '@perennial/rendering';

/** What a buyer agrees to, from the numbers of the plan. */
export interface Terms {
  readonly priceAmount: number;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly trialDays: number;
  readonly requireCardBeforeTrial: boolean;
}

/** "every month", "every 3 months", "every year". */
export const intervalWords = (months: number): string =>
  months === 1 ? 'every month' : months === 12 ? 'every year' : `every ${months} months`;

/** The whole deal in one or two sentences, next to the button. */
export function termsSentence(plan: Terms): string {
  const price = `${formatMoney(plan.priceAmount, plan.currency, 'en')} ${intervalWords(plan.intervalMonths)}`;
  if (plan.trialDays === 0) return `${price}, charged today and then on the same date until you cancel. Cancel any time.`;
  const days = plan.trialDays === 1 ? '1 day' : `${plan.trialDays} days`;
  return plan.requireCardBeforeTrial
    ? `Free for ${days}, then ${price} until you cancel. Your card is charged when the trial ends; cancel before that and you pay nothing.`
    : `Free for ${days} without a card, then ${price} if you choose to go on. Without a card the membership pauses when the trial ends.`;
}
