import { Injectable } from '@nestjs/common';
import type { Plan } from '@perennial/db';
import { idempotencyKey, isMissing, presentOrNull, StripeClients } from '@perennial/stripe';
import type Stripe from 'stripe';

/** The Stripe objects of a plan. */
export interface StripeListing {
  readonly stripeProductId: string;
  readonly stripePriceId: string;
}

/** Puts plans on sale at Stripe. Prices there never change, so another amount is another price. */
@Injectable()
export class PlanPricing {
  constructor(private readonly clients: StripeClients) {}

  /** Product and price of a plan; created if missing. A repeat after a lost response creates nothing twice. */
  async list(schoolId: string, plan: Plan): Promise<StripeListing> {
    const stripe = await this.clients.for(schoolId);
    const stripeProductId = await this.#productOf(stripe, plan);
    const priceId = plan.stripePriceId;
    const current = priceId ? await presentOrNull(() => stripe.prices.retrieve(priceId)) : null;
    if (current && current.product === stripeProductId && fits(current, plan)) {
      if (!current.active) await stripe.prices.update(current.id, { active: true });
      return { stripeProductId, stripePriceId: current.id };
    }
    const price = await stripe.prices.create(
      {
        product: stripeProductId,
        currency: plan.currency,
        unit_amount: plan.priceAmount,
        recurring: recurrence(plan.intervalMonths),
        metadata: { planId: plan.id, schoolId },
      },
      // The key contains the previous price, so that a return to an earlier amount creates a new price, and a repeated request
      // does not.
      {
        idempotencyKey: idempotencyKey(
          'plan',
          plan.id,
          'price',
          plan.stripePriceId ?? 'first',
          `${plan.priceAmount}${plan.currency}${plan.intervalMonths}`,
        ),
      },
    );
    return { stripeProductId, stripePriceId: price.id };
  }

  /** Archives a price. Members who pay it continue to pay it. */
  async retire(schoolId: string, stripePriceId: string): Promise<void> {
    const stripe = await this.clients.for(schoolId);
    try {
      await stripe.prices.update(stripePriceId, { active: false });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** Keeps the name on receipts the same as ours. */
  async rename(schoolId: string, plan: Plan): Promise<void> {
    if (!plan.stripeProductId) return;
    const stripe = await this.clients.for(schoolId);
    await stripe.products.update(plan.stripeProductId, { name: plan.title });
  }

  /** The plan's product, created unless it exists at Stripe. */
  async #productOf(stripe: Stripe, plan: Plan): Promise<string> {
    const known = plan.stripeProductId;
    if (known && (await presentOrNull(() => stripe.products.retrieve(known)))) return known;
    const product = await stripe.products.create(
      { name: plan.title, metadata: { planId: plan.id, schoolId: plan.schoolId } },
      { idempotencyKey: idempotencyKey('plan', plan.id, 'product', ...(known ? [known] : []), plan.title) },
    );
    return product.id;
  }
}

const recurrence = (months: Plan['intervalMonths']): Stripe.PriceCreateParams.Recurring =>
  months === 12 ? { interval: 'year', interval_count: 1 } : { interval: 'month', interval_count: months };

const fits = (price: Stripe.Price, plan: Plan): boolean => {
  const wanted = recurrence(plan.intervalMonths);
  return (
    price.unit_amount === plan.priceAmount &&
    price.currency === plan.currency &&
    price.recurring?.interval === wanted.interval &&
    price.recurring.interval_count === wanted.interval_count
  );
};
