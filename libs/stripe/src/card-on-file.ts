import type { CardOnFile } from '@perennial/domain/billing';
import type Stripe from 'stripe';

/** What may be shown of a card; null for another kind of payment method, or for one that was not read with its details. */
export function cardOnFile(method: string | Stripe.PaymentMethod | null | undefined): CardOnFile | null {
  if (!method || typeof method === 'string' || !method.card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { brand, last4, expMonth, expYear };
}
