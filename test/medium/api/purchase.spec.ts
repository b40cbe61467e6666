import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, sessionOf } from './shop.js';
import type { Visitor } from './support.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
}, 90_000);
afterAll(() => shop.house.close());

describe('a purchase', () => {
  it('is one membership and one payment page for two tabs of a browser', async () => {
    const visitor = shop.house.visitor('kiln');
    await visitor.get(`/api/portal/plans/${shop.plan.slug}`);
    const [one, two] = await Promise.all([shop.buy(visitor, 'tabs@kiln.example'), shop.buy(visitor, 'tabs@kiln.example')]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body.url).toBe(one.body.url);
    expect((await shop.memberships('tabs@kiln.example')).map((row) => row.state)).toEqual(['pending']);
  });

  it('is one membership for two browsers, each with its own page, of which the later one counts', async () => {
    const one = await shop.buy(shop.house.visitor('kiln'), 'two@kiln.example');
    const two = await shop.buy(shop.house.visitor('kiln'), 'two@kiln.example');
    expect(two.body.url).not.toBe(one.body.url);
    const rows = await shop.memberships('two@kiln.example');
    expect(rows).toHaveLength(1);
    expect(two.body.url).toContain(rows[0]?.session);
    expect((await shop.stripe.checkout.sessions.retrieve(sessionOf(one))).status).toBe('expired');
  });

  it('tells one start of a checkout, and gives no account to an address that has not paid', async () => {
    const visitor = shop.house.visitor('kiln');
    await shop.buy(visitor, 'Once@Kiln.example');
    await shop.buy(visitor, 'once@kiln.example');
    const told = await shop.house.rows<{ type: string }>(
      shop.house.kiln,
      `select e.type from event e join contact c on c.id = e.contact_id where c.email = 'once@kiln.example' order by e.id`,
    );
    expect(told.map((event) => event.type)).toEqual(['checkout.started']);
    const accounts = await shop.house.rows(
      shop.house.kiln,
      `select 1 from member_account a join contact c on c.id = a.contact_id where c.email = 'once@kiln.example'`,
    );
    expect(accounts).toEqual([]);
  });

  it('has no second trial', async () => {
    const visitor = shop.house.visitor('kiln');
    await shop.buy(visitor, 'again@kiln.example');
    await shop.house.rows(
      shop.house.kiln,
      `update membership set state = 'ended', trial_ends_at = now() where contact_id = (select id from contact where email = 'again@kiln.example')`,
    );
    const answer = await shop.buy(visitor, 'again@kiln.example');
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(answer), { expand: ['line_items'] });
    expect(session.amount_total).toBe(2900);
  });

  it('of what one already has is refused', async () => {
    const visitor = shop.house.visitor('kiln');
    await shop.buy(visitor, 'has@kiln.example');
    await shop.settle('has@kiln.example', 'active');
    const answer = await shop.buy(shop.house.visitor('kiln'), 'has@kiln.example');
    expect([answer.status, answer.body.error.code]).toEqual([409, 'already_member']);
  });

  it('of a plan that is not on sale is not found', async () => {
    const answer = await shop.house
      .visitor('bread')
      .send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, { email: 'a@kiln.example' });
    expect(answer.status).toBe(404);
  });

  it('without an address is refused at its field', async () => {
    const answer = await shop.house.visitor('kiln').send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, {});
    expect([answer.status, answer.body.error.field]).toEqual([400, 'email']);
  });
});

describe('coming back from the payment page', () => {
  it('is processing until the membership has been synced, then signs in the browser that paid', async () => {
    const visitor = shop.house.visitor('kiln');
    const session = sessionOf(await shop.buy(visitor, 'back@kiln.example'));
    await shop.pay(session);
    expect((await visitor.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'processing' });
    const asked = await shop.house.rows(shop.house.kiln, `select 1 from event where type = 'membership.sync_requested'`);
    expect(asked).toHaveLength(1);
    await shop.settle('back@kiln.example', 'trialing');
    expect((await visitor.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'ready', needsSignIn: false });
    expect((await visitor.get('/api/portal/memberships')).body).toMatchObject([{ state: 'trialing', planTitle: 'All year' }]);
  });

  it('signs in no other browser', async () => {
    const session = sessionOf(await shop.buy(shop.house.visitor('kiln'), 'other@kiln.example'));
    await shop.pay(session);
    await shop.settle('other@kiln.example', 'trialing');
    const other = shop.house.visitor('kiln');
    await other.get(`/api/portal/plans/${shop.plan.slug}`);
    expect((await other.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'ready', needsSignIn: true });
    expect((await other.get('/api/portal/me')).status).toBe(401);
  });

  it('does not open an account that held something before', async () => {
    const earlier = await shop.house.plan('kiln', { title: 'Earlier' });
    await shop.buy(shop.house.visitor('kiln'), 'victim@kiln.example', earlier.slug);
    await shop.settle('victim@kiln.example', 'active');
    const stranger = shop.house.visitor('kiln');
    const session = sessionOf(await shop.buy(stranger, 'victim@kiln.example'));
    await shop.pay(session);
    await shop.settle('victim@kiln.example', 'trialing');
    expect((await stranger.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'ready', needsSignIn: true });
  });
});

describe('a membership in the portal', () => {
  let member: Visitor;
  let id: string;
  beforeAll(async () => {
    member = await shop.member('mine@kiln.example');
    id = (await member.get('/api/portal/memberships')).body[0].id;
  });

  it('is cancelled for the end of its period and says until when it lasts', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/cancel`, { reason: 'moving away' });
    expect(answer.status).toBe(200);
    expect(answer.body.stateSentence).toMatch(/^Your trial runs until \d+ \w+ \d{4} and then ends/);
    const subscription = await shop.subscriptionOf(id);
    expect(subscription.cancel_at_period_end).toBe(true);
    expect(subscription.cancellation_details?.comment).toBe('moving away');
  });

  it('takes a cancellation back', async () => {
    await shop.house.rows(shop.house.kiln, `update membership set ends_at = now() + interval '1 day' where id = $1`, [id]);
    expect((await member.send('POST', `/api/portal/memberships/${id}/undo-cancel`)).status).toBe(200);
    expect((await shop.subscriptionOf(id)).cancel_at_period_end).toBe(false);
    await shop.house.rows(shop.house.kiln, 'update membership set ends_at = null where id = $1', [id]);
  });

  it('changes its card on a page of Stripe', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/card`);
    expect([answer.status, answer.body.url]).toEqual([200, expect.stringContaining(shop.house.sandbox?.url ?? '?')]);
  });

  it('cannot be started while it is running', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/start`);
    expect([answer.status, answer.body.error.code]).toEqual([409, 'not_possible_now']);
  });

  it("is not another member's to cancel", async () => {
    const other = await shop.member('stranger@kiln.example');
    expect((await other.send('POST', `/api/portal/memberships/${id}/cancel`, {})).status).toBe(404);
  });
});
