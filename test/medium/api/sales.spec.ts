import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { endpointSecretPlace, SecretBox, StripeClients } from '@perennial/stripe';
import type Stripe from 'stripe';
import type { Answer } from './http.js';
import { House, type Visitor } from './support.js';

// Real: API, Postgres, Stripe sandbox. Not there: the worker, whose syncs the specs write by hand.
let house: House;
let plan: { id: string; slug: string };
let stripe: Stripe;
beforeAll(async () => {
  house = await House.open({ stripe: true });
  plan = await house.plan('kiln', { trialDays: 14 });
  stripe = await house.app.get(StripeClients, { strict: false }).for(house.kiln);
}, 90_000);
afterAll(() => house.close());

describe('plans', () => {
  it('cannot be published before Stripe is connected, and says what to do', async () => {
    const owner = await house.owner('kiln');
    await owner.send('DELETE', '/api/admin/stripe');
    const draft = await owner.send('POST', '/api/admin/plans', { title: 'Later', priceAmount: 900, intervalMonths: 1 });
    const refused = await owner.send('POST', `/api/admin/plans/${draft.body.id}/publish`);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'stripe_not_connected']);
    expect(refused.body.error.message).toContain('Stripe');
    await house.rows(house.kiln, `update stripe_connection set state = 'connected'`);
  });

  it('cannot be published while it opens nothing', async () => {
    const owner = await house.owner('kiln');
    const draft = await owner.send('POST', '/api/admin/plans', { title: 'Empty', priceAmount: 900, intervalMonths: 1 });
    const refused = await owner.send('POST', `/api/admin/plans/${draft.body.id}/publish`);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'plan_incomplete']);
  });

  it('names each field that does not fit', async () => {
    const owner = await house.owner('kiln');
    const answer = await owner.send('POST', '/api/admin/plans', {
      title: ' ',
      priceAmount: 29.5,
      intervalMonths: 2,
      trialDays: 731,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.map((detail: { field: string }) => detail.field).sort()).toEqual([
      'intervalMonths',
      'priceAmount',
      'title',
      'trialDays',
    ]);
  });

  it('refuses an old price that is not higher', async () => {
    const owner = await house.owner('kiln');
    const answer = await owner.send('POST', '/api/admin/plans', {
      title: 'Sale',
      priceAmount: 900,
      oldPriceAmount: 900,
      intervalMonths: 1,
    });
    expect([answer.status, answer.body.error.field]).toEqual([400, 'oldPriceAmount']);
  });

  it('get another price at Stripe when theirs changes, and the earlier one goes off sale', async () => {
    const repriced = await house.plan('kiln', { title: 'Repriced' });
    const owner = await house.owner('kiln');
    const before = await priceOf(repriced.id);
    const answer = await owner.send('PATCH', `/api/admin/plans/${repriced.id}`, { priceAmount: 3900 });
    expect(answer.body.priceAmount).toBe(3900);
    const after = await priceOf(repriced.id);
    expect(after).not.toBe(before);
    expect(await stripe.prices.retrieve(after)).toMatchObject({ unit_amount: 3900, active: true });
    expect(await stripe.prices.retrieve(before)).toMatchObject({ unit_amount: 2900, active: false });
  });

  it('keep their price at Stripe when only words change', async () => {
    const owner = await house.owner('kiln');
    const before = await priceOf(plan.id);
    await owner.send('PATCH', `/api/admin/plans/${plan.id}`, { description: 'Everything' });
    expect(await priceOf(plan.id)).toBe(before);
  });

  it('of another school are not found, not changed and not published', async () => {
    const stranger = await house.owner('bread');
    expect((await stranger.get(`/api/admin/plans/${plan.id}`)).status).toBe(404);
    expect((await stranger.send('PATCH', `/api/admin/plans/${plan.id}`, { title: 'Mine' })).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/plans/${plan.id}/archive`)).status).toBe(404);
    expect((await stranger.get('/api/admin/plans')).body.total).toBe(0);
  });

  it("do not open another school's product", async () => {
    const { productIds } = (await (await house.owner('kiln')).get(`/api/admin/plans/${plan.id}`)).body;
    const stranger = await house.owner('bread');
    const answer = await stranger.send('POST', '/api/admin/plans', {
      title: 'Mine',
      priceAmount: 900,
      intervalMonths: 1,
      productIds,
    });
    expect([answer.status, answer.body.error.field]).toEqual([400, 'productIds']);
  });
});

describe('a purchase', () => {
  it('is one membership and one payment page for two tabs of a browser', async () => {
    const visitor = house.visitor('kiln');
    await visitor.get(`/api/portal/plans/${plan.slug}`);
    const [one, two] = await Promise.all([buy(visitor, 'tabs@kiln.example'), buy(visitor, 'tabs@kiln.example')]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body.url).toBe(one.body.url);
    expect((await memberships('tabs@kiln.example')).map((row) => row.state)).toEqual(['pending']);
  });

  it('is one membership for two browsers, each with its own page, of which the later one counts', async () => {
    const one = await buy(house.visitor('kiln'), 'two@kiln.example');
    const two = await buy(house.visitor('kiln'), 'two@kiln.example');
    expect(two.body.url).not.toBe(one.body.url);
    const rows = await memberships('two@kiln.example');
    expect(rows).toHaveLength(1);
    expect(two.body.url).toContain(rows[0]?.session);
    expect((await stripe.checkout.sessions.retrieve(sessionOf(one))).status).toBe('expired');
  });

  it('makes the account once and tells so once', async () => {
    const visitor = house.visitor('kiln');
    await buy(visitor, 'Once@Kiln.example');
    await buy(visitor, 'once@kiln.example');
    const told = await house.rows<{ type: string }>(
      house.kiln,
      `select e.type from event e join contact c on c.id = e.contact_id where c.email = 'once@kiln.example' order by e.id`,
    );
    expect(told.map((event) => event.type)).toEqual(['contact.signed_up', 'checkout.started']);
  });

  it('has no second trial', async () => {
    const visitor = house.visitor('kiln');
    await buy(visitor, 'again@kiln.example');
    await house.rows(
      house.kiln,
      `update membership set state = 'ended', trial_ends_at = now() where contact_id = (select id from contact where email = 'again@kiln.example')`,
    );
    const answer = await buy(visitor, 'again@kiln.example');
    const session = await stripe.checkout.sessions.retrieve(sessionOf(answer), { expand: ['line_items'] });
    expect(session.amount_total).toBe(2900);
  });

  it('of what one already has is refused', async () => {
    const visitor = house.visitor('kiln');
    await buy(visitor, 'has@kiln.example');
    await settle('has@kiln.example', 'active');
    const answer = await buy(house.visitor('kiln'), 'has@kiln.example');
    expect([answer.status, answer.body.error.code]).toEqual([409, 'already_member']);
  });

  it('of a plan that is not on sale is not found', async () => {
    const answer = await house
      .visitor('bread')
      .send('POST', `/api/portal/plans/${plan.slug}/checkout`, { email: 'a@kiln.example' });
    expect(answer.status).toBe(404);
  });

  it('without an address is refused at its field', async () => {
    const answer = await house.visitor('kiln').send('POST', `/api/portal/plans/${plan.slug}/checkout`, {});
    expect([answer.status, answer.body.error.field]).toEqual([400, 'email']);
  });
});

describe('coming back from the payment page', () => {
  it('is processing until the membership has been synced, then signs in the browser that paid', async () => {
    const visitor = house.visitor('kiln');
    const session = sessionOf(await buy(visitor, 'back@kiln.example'));
    await pay(session);
    expect((await visitor.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'processing' });
    const asked = await house.rows(house.kiln, `select 1 from event where type = 'membership.sync_requested'`);
    expect(asked).toHaveLength(1);
    await settle('back@kiln.example', 'trialing');
    expect((await visitor.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'ready', needsSignIn: false });
    expect((await visitor.get('/api/portal/memberships')).body).toMatchObject([{ state: 'trialing', planTitle: 'All year' }]);
  });

  it('signs in no other browser', async () => {
    const session = sessionOf(await buy(house.visitor('kiln'), 'other@kiln.example'));
    await pay(session);
    await settle('other@kiln.example', 'trialing');
    const other = house.visitor('kiln');
    await other.get(`/api/portal/plans/${plan.slug}`);
    expect((await other.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'ready', needsSignIn: true });
    expect((await other.get('/api/portal/me')).status).toBe(401);
  });

  it('does not open an account that held something before', async () => {
    const earlier = await house.plan('kiln', { title: 'Earlier' });
    await buy(house.visitor('kiln'), 'victim@kiln.example', earlier.slug);
    await settle('victim@kiln.example', 'active');
    const stranger = house.visitor('kiln');
    const session = sessionOf(await buy(stranger, 'victim@kiln.example'));
    await pay(session);
    await settle('victim@kiln.example', 'trialing');
    expect((await stranger.get(`/api/portal/checkout/${session}`)).body).toMatchObject({ state: 'ready', needsSignIn: true });
  });
});

describe('a membership in the portal', () => {
  let member: Visitor;
  let id: string;
  beforeAll(async () => {
    member = house.visitor('kiln');
    const session = sessionOf(await buy(member, 'mine@kiln.example'));
    await pay(session);
    await settle('mine@kiln.example', 'trialing');
    await member.get(`/api/portal/checkout/${session}`);
    id = (await member.get('/api/portal/memberships')).body[0].id;
  });

  it('is cancelled for the end of its period and says until when it lasts', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/cancel`, { reason: 'moving away' });
    expect(answer.status).toBe(200);
    expect(answer.body.stateSentence).toMatch(/^Your trial runs until \d+ \w+ \d{4} and then ends/);
    const subscription = await stripe.subscriptions.retrieve(await subscriptionOf(id));
    expect(subscription.cancel_at_period_end).toBe(true);
    expect(subscription.cancellation_details?.comment).toBe('moving away');
  });

  it('takes a cancellation back', async () => {
    await house.rows(house.kiln, `update membership set ends_at = now() + interval '1 day' where id = $1`, [id]);
    expect((await member.send('POST', `/api/portal/memberships/${id}/undo-cancel`)).status).toBe(200);
    expect((await stripe.subscriptions.retrieve(await subscriptionOf(id))).cancel_at_period_end).toBe(false);
    await house.rows(house.kiln, 'update membership set ends_at = null where id = $1', [id]);
  });

  it('changes its card on a page of Stripe', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/card`);
    expect([answer.status, answer.body.url]).toEqual([200, expect.stringContaining(house.sandbox?.url ?? '?')]);
  });

  it('cannot be started while it is running', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/start`);
    expect([answer.status, answer.body.error.code]).toEqual([409, 'not_possible_now']);
  });

  it("is not another member's to cancel", async () => {
    const other = house.visitor('kiln');
    const session = sessionOf(await buy(other, 'stranger@kiln.example'));
    await pay(session);
    await settle('stranger@kiln.example', 'trialing');
    await other.get(`/api/portal/checkout/${session}`);
    expect((await other.send('POST', `/api/portal/memberships/${id}/cancel`, {})).status).toBe(404);
  });
});

describe('the webhook', () => {
  const deliver = async (event: object, { age = 0, secret = '' } = {}): Promise<Answer> => {
    const [row] = await house.rows<{ id: string; sealed: string }>(
      house.kiln,
      'select id, encrypted_endpoint_secrets[1] as sealed from stripe_connection',
    );
    const key = secret || house.app.get(SecretBox, { strict: false }).open(row?.sealed ?? '', endpointSecretPlace(row?.id ?? ''));
    const body = JSON.stringify(event, null, 1);
    const at = Math.floor(Date.now() / 1000) - age;
    const signature = createHmac('sha256', key).update(`${at}.${body}`).digest('hex');
    return house.request({
      method: 'POST',
      path: `/webhooks/stripe/${row?.id}`,
      headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` },
      body,
    });
  };
  const event = (object: object, change: object = {}) => ({
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    type: 'invoice.paid',
    data: { object },
    ...change,
  });
  const received = (stripeEventId: string) =>
    house.rows<{ membershipId: string | null }>(
      house.kiln,
      `select data->>'membershipId' as "membershipId" from event where type = 'stripe.event_received' and data->>'stripeEventId' = $1`,
      [stripeEventId],
    );

  it('stores an event once, however often it comes', async () => {
    const one = event({ id: 'in_1', object: 'invoice' });
    expect([(await deliver(one)).status, (await deliver(one)).status]).toEqual([200, 200]);
    expect(await received(one.id)).toEqual([{ membershipId: null }]);
  });

  it('finds the membership by what we wrote on the object', async () => {
    const visitor = house.visitor('kiln');
    await buy(visitor, 'hook@kiln.example');
    const [membership] = await memberships('hook@kiln.example');
    const metadata = { membershipId: membership?.id };
    const onSession = event({ id: 'cs_1', object: 'checkout.session', client_reference_id: membership?.id });
    const onInvoice = event({
      id: 'in_2',
      object: 'invoice',
      parent: { subscription_details: { metadata, subscription: 'sub_x' } },
    });
    for (const one of [onSession, onInvoice]) {
      await deliver(one);
      expect(await received(one.id)).toEqual([{ membershipId: membership?.id }]);
    }
  });

  it("does not take another school's membership for its own", async () => {
    const one = event({ id: 'in_3', object: 'invoice', metadata: { membershipId: randomUUID() } });
    await deliver(one);
    expect(await received(one.id)).toEqual([{ membershipId: null }]);
  });

  it.each([
    ['signed with another secret', { secret: 'whsec_guess' }],
    ['signed ten minutes ago', { age: 600 }],
  ])('refuses a body %s', async (_what, how) => {
    const one = event({ id: 'in_4', object: 'invoice' });
    const answer = await deliver(one, how);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'bad_signature']);
    expect(await received(one.id)).toEqual([]);
  });

  it('refuses events of the other mode', async () => {
    expect((await deliver(event({ id: 'in_5', object: 'invoice' }, { livemode: true }))).status).toBe(400);
  });

  it('takes a type it does not know', async () => {
    expect((await deliver(event({ id: 'x_1', object: 'x' }, { type: 'x.happened' }))).status).toBe(200);
  });

  it('does not exist for an unknown connection', async () => {
    const path = `/webhooks/stripe/${randomUUID()}`;
    expect((await house.request({ method: 'POST', path, body: {} })).status).toBe(404);
  });
});

const buy = (visitor: Visitor, email: string, slug = plan.slug): Promise<Answer> =>
  visitor.send('POST', `/api/portal/plans/${slug}/checkout`, { email, timeZone: 'Europe/Berlin' });

const sessionOf = (answer: Answer): string =>
  /cs_\w+/.exec(answer.body.url)?.[0] ?? `no session in ${JSON.stringify(answer.body)}`;

const pay = (session: string) =>
  stripe.rawRequest('POST', `/v1/payment_pages/${session}/confirm`, { payment_method: 'pm_card_visa' });

/** What the worker's sync would write after the payment. */
async function settle(email: string, state: string): Promise<void> {
  const [row] = (await memberships(email)).filter((membership) => membership.state === 'pending');
  const session = row?.session ? await stripe.checkout.sessions.retrieve(row.session) : null;
  await house.rows(
    house.kiln,
    `update membership set state = $2, stripe_subscription_id = $3, started_at = now(), has_card = true,
       trial_ends_at = case when $2 = 'trialing' then now() + interval '14 days' end where id = $1`,
    [row?.id, state, session?.subscription ?? null],
  );
}

const memberships = (email: string) =>
  house.rows<{ id: string; state: string; session: string | null }>(
    house.kiln,
    `select m.id, m.state, m.stripe_checkout_session_id as session from membership m join contact c on c.id = m.contact_id
      where c.email = $1 order by m.id`,
    [email],
  );

const subscriptionOf = async (id: string): Promise<string> =>
  (await house.rows<{ id: string }>(house.kiln, 'select stripe_subscription_id as id from membership where id = $1', [id]))[0]
    ?.id ?? '';

const priceOf = async (planId: string): Promise<string> =>
  (await house.rows<{ id: string }>(house.kiln, 'select stripe_price_id as id from plan where id = $1', [planId]))[0]?.id ?? '';
