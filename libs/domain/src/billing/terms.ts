import { intervalInWords } from './intervals.js';

/** Input for a buyer's terms. */
interface Terms {
  readonly intervalMonths: number;
  readonly trialDays: number;
  readonly requireCardBeforeTrial: boolean;
}

/**
 * The terms in one or two sentences, shown next to the buyer's button and in the preview of the plan's form.
 * @param amount the price as that page formats money
 */
export function termsSentence({ intervalMonths, trialDays, requireCardBeforeTrial }: Terms, amount: string): string {
  const price = `${amount} ${intervalInWords(intervalMonths)}`;
  if (trialDays === 0) return `${price}, charged today and then on the same date until you cancel. Cancel any time.`;
  const days = trialDays === 1 ? '1 day' : `${trialDays} days`;
  return requireCardBeforeTrial
    ? `Free for ${days}, then ${price} until you cancel. Your card is charged when the trial ends. If you cancel before then, you pay nothing.`
    : `Free for ${days} without a card, then ${price} if you choose to continue. Without a card, the membership pauses when the trial ends.`;
}
