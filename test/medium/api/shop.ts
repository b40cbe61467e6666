import { randomUUID } from 'node:crypto';
import { createMembershipActivities, type MembershipSyncResult } from '@perennial/activities';
import { createLogger } from '@perennial/logging';
import { AccessService, Clocks, EventLog, FrozenGraphs } from '@perennial/services';
import { StripeClients } from '@perennial/stripe';
import type Stripe from 'stripe';
import { hashToken } from '../../../apps/api/src/platform/http/tokens.js';
import type { Answer } from './http.js';
import { Fixture, type Visitor } from './support.js';

/** A fixture whose first school sells a plan with a trial. Real: API, Postgres, Stripe sandbox. The worker is not there. */
export class Shop {
  private constructor(
    readonly fixture: Fixture,
    readonly plan: { id: string; slug: string },
    readonly stripe: Stripe,
  ) {}

  static async open(): Promise<Shop> {
    const fixture = await Fixture.open({ stripe: true });
    const plan = await fixture.plan('kiln', { trialDays: 14 });
    return new Shop(fixture, plan, await fixture.app.get(StripeClients, { strict: false }).for(fixture.kiln));
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
    await this.fixture.rows(
      this.fixture.kiln,
      `update membership set state = $2, stripe_subscription_id = $3, started_at = now(), has_card = true,
         trial_ends_at = case when $2 = 'trialing' then now() + interval '14 days' end where id = $1`,
      [row?.id, state, session?.subscription ?? null],
    );
    await this.fixture.rows(
      this.fixture.kiln,
      'insert into member_account (contact_id, membership_id) select contact_id, id from membership where id = $1 on conflict do nothing',
      [row?.id],
    );
  }

  /** Does what the membership's workflow does when Stripe has news: re-reads it and stores what follows. */
  async sync(membershipId: string): Promise<MembershipSyncResult> {
    const [row] = await this.fixture.rows<{ contactId: string }>(
      this.fixture.kiln,
      'select contact_id as "contactId" from membership where id = $1',
      [membershipId],
    );
    const { app, tenancy, kiln } = this.fixture;
    const get = <T>(token: new (...parameters: never[]) => T): T => app.get<T>(token, { strict: false });
    return createMembershipActivities({
      tenancy,
      clocks: get(Clocks),
      events: get(EventLog),
      access: get(AccessService),
      stripe: get(StripeClients),
      graphs: new FrozenGraphs(),
      log: createLogger('silent', 'spec'),
    }).syncMembership({ schoolId: kiln, membershipId, contactId: row?.contactId ?? '', clockId: null });
  }

  /** Syncs the open checkouts of an address, which have been paid. */
  async syncPaid(email: string): Promise<void> {
    for (const { id, state } of await this.memberships(email)) if (state === 'pending') await this.sync(id);
  }

  /** Opens the link in a mail to this address, in this browser. */
  async proveAddress(visitor: Visitor, email: string): Promise<Answer> {
    const token = `${randomUUID()}${randomUUID()}`;
    await this.fixture.rows(
      this.fixture.kiln,
      `insert into sign_in_token (contact_id, purpose, token_hash, expires_at)
         select id, 'sign_in', $2, now() + interval '1 hour' from contact where email = $1`,
      [email, hashToken(token)],
    );
    return visitor.send('POST', '/api/portal/session/token', { token });
  }

  /** A person who bought the plan and came back signed in. */
  async member(email: string): Promise<Visitor> {
    const visitor = this.fixture.visitor('kiln');
    const session = sessionOf(await this.buy(visitor, email));
    await this.pay(session);
    await this.settle(email, 'trialing');
    await visitor.send('POST', `/api/portal/checkout/${session}/return`);
    return visitor;
  }

  memberships(email: string): Promise<{ id: string; state: string; session: string | null }[]> {
    return this.fixture.rows(
      this.fixture.kiln,
      `select m.id, m.state, m.stripe_checkout_session_id as session from membership m join contact c on c.id = m.contact_id
        where c.email = $1 order by m.id`,
      [email],
    );
  }

  async subscriptionOf(membershipId: string): Promise<Stripe.Subscription> {
    const [row] = await this.fixture.rows<{ id: string }>(
      this.fixture.kiln,
      'select stripe_subscription_id as id from membership where id = $1',
      [membershipId],
    );
    return this.stripe.subscriptions.retrieve(row?.id ?? '');
  }

  async priceOf(planId: string): Promise<string> {
    const sql = 'select stripe_price_id as id from plan where id = $1';
    return (await this.fixture.rows<{ id: string }>(this.fixture.kiln, sql, [planId]))[0]?.id ?? '';
  }
}

/** The Checkout session that a payment page belongs to. */
export const sessionOf = (answer: Answer): string =>
  /cs_\w+/.exec(answer.body.url)?.[0] ?? `no session in ${JSON.stringify(answer.body)}`;
