import { intervalInWords } from './facts.js';

/** What a buyer's terms follow from. */
interface Terms {
  readonly intervalMonths: number;
  readonly trialDays: number;
  readonly requireCardBeforeTrial: boolean;
}

/**
 * The whole deal in one or two sentences: next to the button, and in the preview of who writes the plan.
 * @param amount the price as money is written there
 */
export function termsSentence({ intervalMonths, trialDays, requireCardBeforeTrial }: Terms, amount: string): string {
  const price = `${amount} ${intervalInWords(intervalMonths)}`;
  if (trialDays === 0) return `${price}, charged today and then on the same date until you cancel. Cancel any time.`;
  const days = trialDays === 1 ? '1 day' : `${trialDays} days`;
  return requireCardBeforeTrial
    ? `Free for ${days}, then ${price} until you cancel. Your card is charged when the trial ends; cancel before that and you pay nothing.`
    : `Free for ${days} without a card, then ${price} if you choose to go on. Without a card the membership pauses when the trial ends.`;
}
