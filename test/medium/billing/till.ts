import { type Services as Activities, createMembershipActivities, createReconcileActivities } from '@perennial/activities';
import { createLogger } from '@perennial/logging';
import { AccessService, Clocks, EventLog, FrozenGraphs } from '@perennial/services';
import { ConnectionHealth, createStripeClient, SecretBox, StripeClients, StripeEventStore } from '@perennial/stripe';
import type Stripe from 'stripe';
import { sessionOf } from '../api/shop.js';
import { Fixture, type Visitor } from '../api/support.js';

const secret = Buffer.alloc(32, 1).toString('base64');

/** An event of a member, as it was recorded. */
export interface Told {
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A membership as the database holds it. */
export interface Held {
  readonly id: string;
  readonly state: string;
  readonly contactId: string;
  readonly clockId: string | null;
  readonly subscriptionId: string;
  readonly endsAt: Date | null;
  readonly graceEndsAt: Date | null;
  readonly endedAt: Date | null;
  readonly problem: string | null;
  readonly problemDetail: string | null;
}

/** A member who bought on a test clock, and the browser that did. */
export interface Buyer {
  readonly email: string;
  readonly visitor: Visitor;
  readonly clockId: string;
  readonly stripeClockId: string;
}

/**
 * A school that sells a monthly plan. Real: API, Postgres, Stripe sandbox, the activities of memberships. Instead of Temporal,
 * the spec plays the test clock and syncs due memberships.
 */
export class Till {
  people = 0;
  readonly plan: { id: string; slug: string };

  private constructor(
    readonly fixture: Fixture,
    plan: { id: string; slug: string },
    readonly stripe: Stripe,
    readonly clients: StripeClients,
    readonly health: ConnectionHealth,
    readonly activities: Activities,
  ) {
    this.plan = plan;
  }

  static async open(): Promise<Till> {
    const fixture = await Fixture.open({ stripe: true });
    const plan = await fixture.plan('kiln', { title: 'Pottery' });
    const { tenancy } = fixture;
    const [clocks, events] = [new Clocks(tenancy), new EventLog(tenancy)];
    const health = new ConnectionHealth(tenancy, clocks, events);
    const clients = new StripeClients(tenancy, new SecretBox(secret), fixture.sandbox?.url, health);
    // The school's staff at Stripe: their calls say nothing about our connection.
    const stripe = createStripeClient(fixture.stripeKey('kiln'), fixture.sandbox?.url);
    return new Till(fixture, plan, stripe, clients, health, {
      ...{ tenancy, clocks, events },
      access: new AccessService(tenancy, events),
      stripe: clients,
      graphs: new FrozenGraphs(),
      log: createLogger('silent', 'spec'),
    });
  }

  async close(): Promise<void> {
    await this.clients.noted();
    await this.fixture.close();
  }

  get reconcile() {
    const { tenancy, clocks, events } = this.activities;
    return createReconcileActivities(this.activities, new StripeEventStore(tenancy, clocks, events), 300);
  }

  rows<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.fixture.rows<R>(this.fixture.kiln, sql, parameters);
  }

  /** Somebody who has bought the plan on a clock that starts then. */
  async buyer(start: string, card = 'pm_card_visa', slug = this.plan.slug): Promise<Buyer> {
    const email = `buyer${this.people++}@kiln.example`;
    const owner = await this.fixture.owner('kiln');
    const clock = await owner.send('POST', '/api/admin/clocks', { name: email, now: start });
    await owner.send('POST', '/api/admin/contacts', { email, name: 'Ana', clockId: clock.body.id });
    const visitor = this.fixture.visitor('kiln');
    const answer = await visitor.send('POST', `/api/portal/plans/${slug}/checkout`, { email, timeZone: 'Europe/Berlin' });
    const session = sessionOf(answer);
    const fields = { payment_method: card, authenticated: 'true' };
    await this.stripe.rawRequest('POST', `/v1/payment_pages/${session}/confirm`, fields);
    const buyer = { email, visitor, clockId: clock.body.id, stripeClockId: clock.body.stripeTestClockId };
    await this.sync(buyer);
    await visitor.send('POST', `/api/portal/checkout/${session}/return`);
    return buyer;
  }

  async membership({ email }: Pick<Buyer, 'email'>): Promise<Held> {
    const [held] = await this.rows<Held>(
      `select m.id, m.state, m.contact_id as "contactId", c.clock_id as "clockId", m.stripe_subscription_id as "subscriptionId",
              m.ends_at as "endsAt", m.grace_ends_at as "graceEndsAt", m.ended_at as "endedAt", m.problem,
              m.problem_detail as "problemDetail"
         from membership m join contact c on c.id = m.contact_id where c.email = $1 order by m.id desc limit 1`,
      [email],
    );
    if (!held) throw new Error(`${email} holds nothing`);
    return held;
  }

  /** What the membership workflow does when it is woken. */
  async sync(buyer: Pick<Buyer, 'email'>) {
    const { id, contactId, clockId } = await this.membership(buyer);
    const result = await createMembershipActivities(this.activities).syncMembership({
      schoolId: this.fixture.kiln,
      membershipId: id,
      contactId,
      clockId,
    });
    await this.clients.noted();
    return result;
  }

  /** Business time passes: the membership is synced at every instant at which it is due, and at the end. */
  async advance(buyer: Buyer, to: string): Promise<void> {
    const target = new Date(to);
    for (;;) {
      const { id } = await this.membership(buyer);
      const [wait] = await this.rows<{ at: Date | null }>('select due_at as at from wait where owner_id = $1', [id]);
      const [clock] = await this.rows<{ now: Date }>('select now from clock where id = $1', [buyer.clockId]);
      const due = wait?.at && clock && wait.at > clock.now && wait.at < target ? wait.at : target;
      await this.rows('update clock set now = $2 where id = $1 returning id', [buyer.clockId, due]);
      await this.#moveStripe(buyer, due);
      await this.sync(buyer);
      if (due >= target) return;
    }
  }

  /** Stripe's clock and ours move, and nobody looks. */
  async advanceStripeAlone(buyer: Buyer, to: string): Promise<void> {
    await this.rows('update clock set now = $2 where id = $1 returning id', [buyer.clockId, to]);
    await this.#moveStripe(buyer, new Date(to));
  }

  async #moveStripe({ stripeClockId }: Buyer, to: Date): Promise<void> {
    const { testClocks } = this.stripe.testHelpers;
    const wanted = Math.ceil(to.getTime() / 1000);
    if ((await testClocks.retrieve(stripeClockId)).frozen_time < wanted)
      await testClocks.advance(stripeClockId, { frozen_time: wanted });
    while ((await testClocks.retrieve(stripeClockId)).status === 'advancing') await new Promise((done) => setTimeout(done, 10));
  }

  /** What was recorded about a member, oldest first. */
  async told({ email }: Pick<Buyer, 'email'>, ...types: readonly string[]): Promise<Told[]> {
    const rows = await this.rows<{ type: string; at: Date; data: Told['data'] }>(
      `select e.type, e.occurred_at as at, e.data from event e join contact c on c.id = e.contact_id
        where c.email = $1 and (cardinality($2::text[]) = 0 or e.type = any($2)) order by e.occurred_at, e.id`,
      [email, types],
    );
    return rows.map(({ type, at, data }) => ({ type, at: at.toISOString(), data }));
  }

  /** The member's view of the membership. */
  async view({ visitor }: Buyer) {
    return (await visitor.get('/api/portal/memberships')).body[0];
  }

  async customerOf(buyer: Buyer): Promise<string> {
    const { customer } = await this.stripe.subscriptions.retrieve((await this.membership(buyer)).subscriptionId);
    return String(customer);
  }

  /** Stripe's own record of what was charged or tried. */
  async charges(buyer: Buyer): Promise<string[]> {
    const { data } = await this.stripe.charges.list({ customer: await this.customerOf(buyer), limit: 100 });
    return data.map(({ status }) => status).toReversed();
  }

  async invoices(buyer: Buyer): Promise<Stripe.Invoice[]> {
    const { subscriptionId } = await this.membership(buyer);
    return (await this.stripe.invoices.list({ subscription: subscriptionId, limit: 100 })).data.toReversed();
  }

  /** The sandbox's control API. */
  async control(path: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const answer = await fetch(`${this.fixture.sandbox?.url}/_sandbox${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.fixture.stripeKey('kiln')}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }
}
