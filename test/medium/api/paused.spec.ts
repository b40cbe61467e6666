import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMembershipActivities } from '@perennial/activities';
import { createLogger } from '@perennial/logging';
import { AccessService, Clocks, EventLog } from '@perennial/services';
import { StripeClients } from '@perennial/stripe';
import { Shop, sessionOf } from './shop.js';
import type { Visitor } from './support.js';

let shop: Shop;
let member: Visitor;
let id: string;
let contactId: string;
beforeAll(async () => {
  shop = await Shop.open();
  const plan = await shop.fixture.plan('kiln', { title: 'No card', trialDays: 7, requireCardBeforeTrial: false });
  const owner = await shop.fixture.owner('kiln');
  const now = '2027-01-01T09:00:00.000Z';
  const clock = (await owner.send('POST', '/api/admin/clocks', { name: 'Trial', now })).body;
  await owner.send('POST', '/api/admin/contacts', { email: 'later@kiln.example', clockId: clock.id });
  member = shop.fixture.visitor('kiln');
  const session = sessionOf(await shop.buy(member, 'later@kiln.example', plan.slug));
  await shop.stripe.rawRequest('POST', `/v1/payment_pages/${session}/confirm`, {});
  await advance(clock.stripeTestClockId, '2027-01-09T09:00:00Z');
  await shop.settle('later@kiln.example', 'paused');
  await shop.fixture.rows(shop.fixture.kiln, 'update membership set has_card = false');
  await member.send('POST', `/api/portal/checkout/${session}/return`);
  contactId = (await member.get('/api/portal/me')).body.contact.id;
  id = (await member.get('/api/portal/memberships')).body[0].id;
}, 120_000);
afterAll(() => shop.fixture.close());

async function advance(testClock: string, to: string): Promise<void> {
  await shop.stripe.testHelpers.testClocks.advance(testClock, { frozen_time: Date.parse(to) / 1000 });
  for (let round = 0; round < 100; round++) {
    if ((await shop.stripe.testHelpers.testClocks.retrieve(testClock)).status === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the test clock does not arrive');
}

describe('a membership that paused after a trial without a card', () => {
  it('is offered to be started', async () => {
    expect((await shop.subscriptionOf(id)).status).toBe('paused');
    expect((await member.get('/api/portal/memberships')).body).toMatchObject([{ actions: ['start_subscription', 'cancel'] }]);
  });

  it('asks for a card first, and starts with it though the browser never comes back', async () => {
    const first = await member.send('POST', `/api/portal/memberships/${id}/start`);
    expect(first.body.url).toContain(shop.fixture.sandbox?.url ?? '?');
    expect(await sync()).toMatchObject({ state: 'paused' });
    await giveCard('pm_card_visa');
    expect(await sync()).toMatchObject({ state: 'active' });
    const subscription = await shop.subscriptionOf(id);
    expect(subscription.status).toBe('active');
    expect(subscription.default_payment_method).not.toBeNull();
    expect(await requested()).toBeNull();
  });

  it('is charged once, however often the member clicks', async () => {
    const again = await member.send('POST', `/api/portal/memberships/${id}/start`);
    expect([again.status, again.body]).toEqual([200, { url: 'http://kiln.localhost:3000/memberships' }]);
    await Promise.all([sync(), sync()]);
    const { data } = await shop.stripe.invoices.list({ subscription: (await shop.subscriptionOf(id)).id });
    expect(data.filter(({ amount_paid }) => amount_paid > 0)).toHaveLength(1);
  });
});

/** What the membership's workflow does when it is woken. */
function sync() {
  const { app, tenancy, kiln } = shop.fixture;
  const events = app.get(EventLog, { strict: false });
  const activities = createMembershipActivities({
    tenancy,
    events,
    clocks: app.get(Clocks, { strict: false }),
    access: new AccessService(tenancy, events),
    stripe: app.get(StripeClients, { strict: false }),
    log: createLogger('silent', 'spec'),
  } as never);
  return activities.syncMembership({ schoolId: kiln, membershipId: id, contactId, clockId: null });
}

async function giveCard(card: string): Promise<void> {
  const { customer } = await shop.subscriptionOf(id);
  await shop.stripe.paymentMethods.attach(card, { customer: String(customer) });
}

async function requested(): Promise<unknown> {
  const [row] = await shop.fixture.rows<{ at: unknown }>(
    shop.fixture.kiln,
    'select start_requested_at as at from membership where id = $1',
    [id],
  );
  return row?.at;
}
