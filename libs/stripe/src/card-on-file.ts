import type { CardOnFile } from '@perennial/domain/billing';
import type Stripe from 'stripe';

/** Displayable data of a card; null for other payment methods, or if its details were not read. */
export function cardOnFile(method: string | Stripe.PaymentMethod | null | undefined): CardOnFile | null {
  if (!method || typeof method === 'string' || !method.card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { brand, last4, expMonth, expYear };
}
