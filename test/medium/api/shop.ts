import { StripeClients } from '@perennial/stripe';
import type Stripe from 'stripe';
import type { Answer } from './http.js';
import { House, type Visitor } from './support.js';

/** A house whose first school sells a plan with a trial. Real: API, Postgres, Stripe sandbox. The worker is not there. */
export class Shop {
  private constructor(
    readonly house: House,
    readonly plan: { id: string; slug: string },
    readonly stripe: Stripe,
  ) {}

  static async open(): Promise<Shop> {
    const house = await House.open({ stripe: true });
    const plan = await house.plan('kiln', { trialDays: 14 });
    return new Shop(house, plan, await house.app.get(StripeClients, { strict: false }).for(house.kiln));
  }

  buy(visitor: Visitor, email: string, slug = this.plan.slug): Promise<Answer> {
    return visitor.send('POST', `/api/portal/plans/${slug}/checkout`, { email, timeZone: 'Europe/Berlin' });
  }

  async pay(session: string): Promise<void> {
    await this.stripe.rawRequest('POST', `/v1/payment_pages/${session}/confirm`, { payment_method: 'pm_card_visa' });
  }

  /** Writes what the worker's sync would write after the payment. */
  async settle(email: string, state: string): Promise<void> {
    const [row] = (await this.memberships(email)).filter((membership) => membership.state === 'pending');
    const session = row?.session ? await this.stripe.checkout.sessions.retrieve(row.session) : null;
    await this.house.rows(
      this.house.kiln,
      `update membership set state = $2, stripe_subscription_id = $3, started_at = now(), has_card = true,
         trial_ends_at = case when $2 = 'trialing' then now() + interval '14 days' end where id = $1`,
      [row?.id, state, session?.subscription ?? null],
    );
    await this.house.rows(
      this.house.kiln,
      'insert into member_account (contact_id, membership_id) select contact_id, id from membership where id = $1 on conflict do nothing',
      [row?.id],
    );
  }

  /** A person who bought the plan and came back signed in. */
  async member(email: string): Promise<Visitor> {
    const visitor = this.house.visitor('kiln');
    const session = sessionOf(await this.buy(visitor, email));
    await this.pay(session);
    await this.settle(email, 'trialing');
    await visitor.get(`/api/portal/checkout/${session}`);
    return visitor;
  }

  memberships(email: string): Promise<{ id: string; state: string; session: string | null }[]> {
    return this.house.rows(
      this.house.kiln,
      `select m.id, m.state, m.stripe_checkout_session_id as session from membership m join contact c on c.id = m.contact_id
        where c.email = $1 order by m.id`,
      [email],
    );
  }

  async subscriptionOf(membershipId: string): Promise<Stripe.Subscription> {
    const [row] = await this.house.rows<{ id: string }>(
      this.house.kiln,
      'select stripe_subscription_id as id from membership where id = $1',
      [membershipId],
    );
    return this.stripe.subscriptions.retrieve(row?.id ?? '');
  }

  async priceOf(planId: string): Promise<string> {
    const sql = 'select stripe_price_id as id from plan where id = $1';
    return (await this.house.rows<{ id: string }>(this.house.kiln, sql, [planId]))[0]?.id ?? '';
  }
}

/** The Checkout session that a payment page belongs to. */
export const sessionOf = (answer: Answer): string =>
  /cs_\w+/.exec(answer.body.url)?.[0] ?? `no session in ${JSON.stringify(answer.body)}`;
