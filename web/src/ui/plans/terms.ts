import { everyInterval, formatMoney } from '../values/money';

interface Terms {
  readonly priceAmount: number;
  readonly currency: string;
  readonly intervalMonths: number;
  readonly trialDays: number;
  readonly requireCardBeforeTrial: boolean;
}

/** What a buyer agrees to, in one sentence; the same words in the wizard's preview and on the public page. */
export function termsSentence({ priceAmount, currency, intervalMonths, trialDays, requireCardBeforeTrial }: Terms): string {
  const price = `${formatMoney(priceAmount, currency)} ${everyInterval(intervalMonths)}`;
  if (trialDays === 0) return `${price}, cancel any time.`;
  const days = trialDays === 1 ? '1 day' : `${trialDays} days`;
  return requireCardBeforeTrial
    ? `Free for ${days}, then ${price}. A card is asked for now and charged only after the trial; cancel any time before.`
    : `Free for ${days}, no card needed. After that, ${price} if you choose to stay.`;
}
