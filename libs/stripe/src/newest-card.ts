import type Stripe from 'stripe';

/** Sets the customer's current card on the subscription. @returns the card, or null if there is none */
export async function useNewestCard(stripe: Stripe, subscriptionId: string): Promise<string | null> {
  const subscription = await stripe.subscriptions.retrieve(subscriptionId);
  const customerId = typeof subscription.customer === 'string' ? subscription.customer : subscription.customer.id;
  const customer = await stripe.customers.retrieve(customerId);
  if (customer.deleted) return null;
  const chosen = idOf(customer.invoice_settings.default_payment_method);
  const { data: cards } = await stripe.customers.listPaymentMethods(customerId, { type: 'card', limit: 1 });
  const card = chosen ?? cards[0]?.id ?? null;
  if (card && card !== idOf(subscription.default_payment_method))
    await stripe.subscriptions.update(subscriptionId, { default_payment_method: card });
  return card;
}

const idOf = (value: string | { id: string } | null): string | null => (typeof value === 'string' ? value : (value?.id ?? null));
