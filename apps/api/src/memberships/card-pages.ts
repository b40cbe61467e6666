import { Injectable } from '@nestjs/common';
import { StripeClients } from '@perennial/stripe';
import type Stripe from 'stripe';

const ours = 'perennial-card';

/** Stripe's own pages for cards: we never see a card number. */
@Injectable()
export class CardPages {
  /** Per client: another key may mean another account. */
  readonly #configurations = new WeakMap<Stripe, string>();

  constructor(private readonly clients: StripeClients) {}

  /** A short-lived address where a customer replaces the card, made per click. */
  async open(schoolId: string, customer: string, returnUrl: string): Promise<string> {
    const stripe = await this.clients.for(schoolId);
    const session = await stripe.billingPortal.sessions.create({
      customer,
      configuration: await this.#configuration(stripe, schoolId),
      return_url: returnUrl,
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
      },
    });
    return session.url;
  }

  /** Makes the customer's present card the one of the subscription. @returns the card, or null where there is none */
  async useNewest(stripe: Stripe, subscriptionId: string): Promise<string | null> {
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

  /** One configuration per account, found again by its metadata. */
  async #configuration(stripe: Stripe, schoolId: string): Promise<string> {
    const known = this.#configurations.get(stripe);
    if (known) return known;
    const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
    const found = data.find((configuration) => configuration.metadata?.purpose === ours);
    const { id } =
      found ??
      (await stripe.billingPortal.configurations.create(
        {
          features: { payment_method_update: { enabled: true }, invoice_history: { enabled: true } },
          metadata: { purpose: ours },
        },
        { idempotencyKey: `school:${schoolId}:portal-configuration` },
      ));
    this.#configurations.set(stripe, id);
    return id;
  }
}

const idOf = (value: string | { id: string } | null): string | null => (typeof value === 'string' ? value : (value?.id ?? null));
