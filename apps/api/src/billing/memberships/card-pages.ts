import { Injectable } from '@nestjs/common';
import { idempotencyKey, StripeClients } from '@perennial/stripe';
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
        { idempotencyKey: idempotencyKey('school', schoolId, 'portal-configuration') },
      ));
    this.#configurations.set(stripe, id);
    return id;
  }
}
