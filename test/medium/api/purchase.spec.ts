import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashToken } from '../../../apps/api/src/platform/http/tokens.js';
import { Shop, sessionOf } from './shop.js';
import type { Visitor } from './support.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
}, 90_000);
afterAll(() => shop.fixture.close());

describe('a purchase', () => {
  it('is one membership and one payment page for two tabs of a browser', async () => {
    const visitor = shop.fixture.visitor('kiln');
    await visitor.get(`/api/portal/plans/${shop.plan.slug}`);
    const [one, two] = await Promise.all([shop.buy(visitor, 'tabs@kiln.example'), shop.buy(visitor, 'tabs@kiln.example')]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body.url).toBe(one.body.url);
    expect((await shop.memberships('tabs@kiln.example')).map((row) => row.state)).toEqual(['pending']);
  });

  it('is one membership for two browsers, each with its own page, of which the later one counts', async () => {
    const one = await shop.buy(shop.fixture.visitor('kiln'), 'two@kiln.example');
    const two = await shop.buy(shop.fixture.visitor('kiln'), 'two@kiln.example');
    expect(two.body.url).not.toBe(one.body.url);
    const rows = await shop.memberships('two@kiln.example');
    expect(rows).toHaveLength(1);
    expect(two.body.url).toContain(rows[0]?.session);
    expect((await shop.stripe.checkout.sessions.retrieve(sessionOf(one))).status).toBe('expired');
  });

  it('tells one start of a checkout, and gives no account to an address that has not paid', async () => {
    const visitor = shop.fixture.visitor('kiln');
    await shop.buy(visitor, 'Once@Kiln.example');
    await shop.buy(visitor, 'once@kiln.example');
    const told = await shop.fixture.rows<{ type: string }>(
      shop.fixture.kiln,
      `select e.type from event e join contact c on c.id = e.contact_id where c.email = 'once@kiln.example' order by e.id`,
    );
    expect(told.map((event) => event.type)).toEqual(['checkout.started']);
    const accounts = await shop.fixture.rows(
      shop.fixture.kiln,
      `select 1 from member_account a join contact c on c.id = a.contact_id where c.email = 'once@kiln.example'`,
    );
    expect(accounts).toEqual([]);
  });

  it('has no second trial', async () => {
    const visitor = shop.fixture.visitor('kiln');
    await shop.buy(visitor, 'again@kiln.example');
    await shop.fixture.rows(
      shop.fixture.kiln,
      `update membership set state = 'ended', trial_ends_at = now() where contact_id = (select id from contact where email = 'again@kiln.example')`,
    );
    const answer = await shop.buy(visitor, 'again@kiln.example');
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(answer), { expand: ['line_items'] });
    expect(session.amount_total).toBe(2900);
  });

  it('of what one already has is refused to the member', async () => {
    const member = await shop.member('has@kiln.example');
    const answer = await member.send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, {});
    expect([answer.status, answer.body.error.code]).toEqual([409, 'already_member']);
  });

  it('that this browser has just made is shown to its other tab, not made again', async () => {
    const visitor = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(visitor, 'other-tab@kiln.example'));
    await shop.pay(session);
    await shop.settle('other-tab@kiln.example', 'trialing');
    const again = await shop.buy(visitor, 'other-tab@kiln.example');
    expect(again.body.url).toBe(`http://kiln.localhost:3000/checkout/return?session=${session}`);
    expect(await shop.memberships('other-tab@kiln.example')).toHaveLength(1);
  });

  it('of a plan that is not on sale is not found', async () => {
    const answer = await shop.fixture
      .visitor('bread')
      .send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, { email: 'a@kiln.example' });
    expect(answer.status).toBe(404);
  });

  it('without an address is refused at its field', async () => {
    const answer = await shop.fixture.visitor('kiln').send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, {});
    expect([answer.status, answer.body.error.field]).toEqual([400, 'email']);
  });
});

describe('coming back from the payment page', () => {
  let heard = 0;
  beforeAll(() => {
    // `shop.stripe` is the API's own client of the school.
    shop.stripe.on('response', () => heard++);
  });

  it('is processing until the membership has been synced, then signs in the browser that paid', async () => {
    const visitor = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(visitor, 'back@kiln.example'));
    await shop.pay(session);
    expect((await visitor.send('POST', `/api/portal/checkout/${session}/return`)).body).toMatchObject({ state: 'processing' });
    const asked = await shop.fixture.rows(shop.fixture.kiln, `select 1 from event where type = 'membership.sync_requested'`);
    expect(asked).toHaveLength(1);
    await shop.settle('back@kiln.example', 'trialing');
    expect((await visitor.send('POST', `/api/portal/checkout/${session}/return`)).body).toMatchObject({
      state: 'ready',
      needsSignIn: false,
    });
    expect((await visitor.get('/api/portal/memberships')).body).toMatchObject([{ state: 'trialing', planTitle: 'All year' }]);
  });

  it('is read without acting: no event, no session and no call to Stripe, however often the page asks', async () => {
    const visitor = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(visitor, 'reads@kiln.example'));
    await shop.pay(session);
    heard = 0;
    const read = () => visitor.get(`/api/portal/checkout/${session}`);
    for (let i = 0; i < 3; i++) expect((await read()).body).toMatchObject({ state: 'processing', needsSignIn: true });
    expect(heard).toBe(0);
    await shop.settle('reads@kiln.example', 'trialing');
    heard = 0;
    expect((await read()).body).toMatchObject({ state: 'ready', needsSignIn: true });
    expect((await visitor.get('/api/portal/me')).status).toBe(401);
    expect(heard).toBe(0);
    const asked = await shop.fixture.rows(
      shop.fixture.kiln,
      `select 1 from event e join contact c on c.id = e.contact_id where c.email = 'reads@kiln.example' and e.type = 'membership.sync_requested'`,
    );
    expect(asked).toEqual([]);
  });

  it('asks for one comparison with Stripe, however often it is repeated', async () => {
    const visitor = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(visitor, 'twice@kiln.example'));
    await shop.pay(session);
    for (let i = 0; i < 3; i++) await visitor.send('POST', `/api/portal/checkout/${session}/return`);
    const asked = await shop.fixture.rows(
      shop.fixture.kiln,
      `select 1 from event e join contact c on c.id = e.contact_id where c.email = 'twice@kiln.example' and e.type = 'membership.sync_requested'`,
    );
    expect(asked).toHaveLength(1);
  });

  it('on another school’s portal finds no purchase, to read or to act on', async () => {
    const session = sessionOf(await shop.buy(shop.fixture.visitor('kiln'), 'neighbour@kiln.example'));
    const stranger = shop.fixture.visitor('bread');
    expect((await stranger.get(`/api/portal/checkout/${session}`)).status).toBe(404);
    expect((await stranger.send('POST', `/api/portal/checkout/${session}/return`)).status).toBe(404);
  });

  it('signs in no other browser', async () => {
    const session = sessionOf(await shop.buy(shop.fixture.visitor('kiln'), 'other@kiln.example'));
    await shop.pay(session);
    await shop.settle('other@kiln.example', 'trialing');
    const other = shop.fixture.visitor('kiln');
    await other.get(`/api/portal/plans/${shop.plan.slug}`);
    expect((await other.send('POST', `/api/portal/checkout/${session}/return`)).body).toMatchObject({
      state: 'ready',
      needsSignIn: true,
    });
    expect((await other.get('/api/portal/me')).status).toBe(401);
  });

  it('does not open an account that held something before', async () => {
    const earlier = await shop.fixture.plan('kiln', { title: 'Earlier' });
    await shop.buy(shop.fixture.visitor('kiln'), 'victim@kiln.example', earlier.slug);
    await shop.settle('victim@kiln.example', 'active');
    const stranger = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(stranger, 'victim@kiln.example'));
    await shop.pay(session);
    await shop.settle('victim@kiln.example', 'trialing');
    expect((await stranger.send('POST', `/api/portal/checkout/${session}/return`)).body).toMatchObject({
      state: 'ready',
      needsSignIn: true,
    });
  });
});

describe('a browser that comes from the payment page', () => {
  let turns = 0;
  const contactOf = async (email: string): Promise<string> =>
    (await shop.fixture.rows<{ id: string }>(shop.fixture.kiln, 'select id from contact where email = $1', [email]))[0]?.id ?? '';
  /** What the person does who can read the mail of the address. */
  const openLink = async (visitor: Visitor, email: string) => {
    const token = `${turns++}`.padEnd(43, 'x');
    await shop.fixture.rows(
      shop.fixture.kiln,
      `insert into sign_in_token (contact_id, purpose, token_hash, expires_at) values ($1, 'sign_in', $2, now() + interval '1 hour')`,
      [await contactOf(email), hashToken(token)],
    );
    return visitor.send('POST', '/api/portal/session/token', { token });
  };
  const finish = async (visitor: Visitor, email: string) => {
    const session = sessionOf(await shop.buy(visitor, email));
    await shop.pay(session);
    await shop.settle(email, 'trialing');
    return (await visitor.send('POST', `/api/portal/checkout/${session}/return`)).body;
  };

  it('uses what was bought, and neither reads nor changes who the person is', async () => {
    const owner = await shop.fixture.owner('kiln');
    await owner.send('POST', '/api/admin/contacts', { email: 'lead@kiln.example', name: 'Ana Ferreira' });
    const visitor = shop.fixture.visitor('kiln');
    expect(await finish(visitor, 'lead@kiln.example')).toMatchObject({ needsSignIn: false });
    const me = (await visitor.get('/api/portal/me')).body;
    expect(me).toMatchObject({ contact: { name: '', email: 'lead@kiln.example' }, addressProven: false });
    expect((await visitor.get('/api/portal/memberships')).body).toHaveLength(1);
    const refused = [
      await visitor.send('PUT', '/api/portal/me/password', { password: 'a password of a stranger' }),
      await visitor.send('PUT', '/api/portal/me', { name: 'Stranger', timeZone: 'Europe/Berlin' }),
      await visitor.get('/api/portal/certificates'),
    ];
    expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual(refused.map(() => [403, 'address_unproven']));
    const [kept] = await shop.fixture.rows(shop.fixture.kiln, `select name from contact where email = 'lead@kiln.example'`);
    expect(kept).toEqual({ name: 'Ana Ferreira' });
  });

  it('is in for a day at most', async () => {
    await finish(shop.fixture.visitor('kiln'), 'day@kiln.example');
    const [session] = await shop.fixture.rows(
      shop.fixture.kiln,
      `select proven, expires_at <= now() + interval '24 hours' as short from session where subject_id = $1`,
      [await contactOf('day@kiln.example')],
    );
    expect(session).toEqual({ proven: false, short: true });
  });

  it('is signed out when the owner of the address opens a link; the owner is told and has access to everything', async () => {
    const stranger = shop.fixture.visitor('kiln');
    await finish(stranger, 'holder@kiln.example');
    const holder = shop.fixture.visitor('kiln');
    expect((await openLink(holder, 'holder@kiln.example')).body).toMatchObject({ addressProven: true, browsersSignedOut: 1 });
    expect((await stranger.get('/api/portal/me')).status).toBe(401);
    expect((await holder.send('PUT', '/api/portal/me/password', { password: 'a password of my own' })).status).toBe(204);
    expect((await openLink(shop.fixture.visitor('kiln'), 'holder@kiln.example')).body).toMatchObject({ browsersSignedOut: 0 });
    expect((await holder.get('/api/portal/me')).status).toBe(200);
  });

  it('that opens the link itself stays in, with everything, and is nobody else', async () => {
    const buyer = shop.fixture.visitor('kiln');
    await finish(buyer, 'buyer@kiln.example');
    expect((await openLink(buyer, 'buyer@kiln.example')).body).toMatchObject({ addressProven: true, browsersSignedOut: 0 });
    expect((await buyer.get('/api/portal/certificates')).status).toBe(200);
  });

  it('gets in once: not again after it was signed out, nor after a link was opened', async () => {
    const stranger = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(stranger, 'again-in@kiln.example'));
    await shop.pay(session);
    await shop.settle('again-in@kiln.example', 'trialing');
    await openLink(shop.fixture.visitor('kiln'), 'again-in@kiln.example');
    expect((await stranger.send('POST', `/api/portal/checkout/${session}/return`)).body).toMatchObject({ needsSignIn: true });
  });

  it('does not get into an account that staff opened or gave something to', async () => {
    const owner = await shop.fixture.owner('kiln');
    const opened = (await owner.send('POST', '/api/admin/contacts', { email: 'opened@kiln.example' })).body.id;
    await owner.send('POST', `/api/admin/contacts/${opened}/portal-actions/reset-link`);
    expect(await finish(shop.fixture.visitor('kiln'), 'opened@kiln.example')).toMatchObject({ needsSignIn: true });
    const given = (await owner.send('POST', '/api/admin/contacts', { email: 'given@kiln.example' })).body.id;
    const [course] = await shop.fixture.rows<{ id: string }>(shop.fixture.kiln, 'select id from product limit 1');
    await owner.send('POST', `/api/admin/contacts/${given}/grants`, { productId: course?.id });
    expect(await finish(shop.fixture.visitor('kiln'), 'given@kiln.example')).toMatchObject({ needsSignIn: true });
  });
});

describe('a membership in the portal', () => {
  let member: Visitor;
  let id: string;
  beforeAll(async () => {
    member = await shop.member('mine@kiln.example');
    id = (await member.get('/api/portal/memberships')).body[0].id;
  });

  it('is cancelled for the end of its period and shows when it ends', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/cancel`, { reason: 'moving away' });
    expect(answer.status).toBe(200);
    expect(answer.body.stateSentence).toMatch(/^Your trial runs until \d+ \w+ \d{4} and then ends/);
    const subscription = await shop.subscriptionOf(id);
    expect(subscription.cancel_at_period_end).toBe(true);
    expect(subscription.cancellation_details?.comment).toBe('moving away');
  });

  it('takes a cancellation back', async () => {
    await shop.fixture.rows(shop.fixture.kiln, `update membership set ends_at = now() + interval '1 day' where id = $1`, [id]);
    expect((await member.send('POST', `/api/portal/memberships/${id}/undo-cancel`)).status).toBe(200);
    expect((await shop.subscriptionOf(id)).cancel_at_period_end).toBe(false);
    await shop.fixture.rows(shop.fixture.kiln, 'update membership set ends_at = null where id = $1', [id]);
  });

  it('changes its card on a page of Stripe', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/card`);
    expect([answer.status, answer.body.url]).toEqual([200, expect.stringContaining(shop.fixture.sandbox?.url ?? '?')]);
  });

  it('is shown, not started again, while it is running', async () => {
    const answer = await member.send('POST', `/api/portal/memberships/${id}/start`);
    expect([answer.status, answer.body]).toEqual([200, { url: 'http://kiln.localhost:3000/memberships' }]);
    expect(
      await shop.fixture.rows(shop.fixture.kiln, 'select start_requested_at as at from membership where id = $1', [id]),
    ).toEqual([{ at: null }]);
  });

  it("is not another member's to cancel or to start", async () => {
    const other = await shop.member('stranger@kiln.example');
    expect((await other.send('POST', `/api/portal/memberships/${id}/cancel`, {})).status).toBe(404);
    expect((await other.send('POST', `/api/portal/memberships/${id}/start`)).status).toBe(404);
  });
});

describe('a customer deleted at Stripe', () => {
  const customerOf = async (email: string): Promise<string> => {
    const sql = 'select stripe_customer_id as id from contact where email = $1';
    return (await shop.fixture.rows<{ id: string }>(shop.fixture.kiln, sql, [email]))[0]?.id ?? '';
  };

  it('is made again, so that the person can buy', async () => {
    const email = 'deleted@kiln.example';
    const visitor = shop.fixture.visitor('kiln');
    const first = await shop.buy(visitor, email);
    const gone = await customerOf(email);
    await shop.stripe.customers.del(gone);
    const second = await shop.buy(visitor, email);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await customerOf(email)).not.toBe(gone);
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(second));
    expect(session.customer).toBe(await customerOf(email));
    await shop.pay(session.id);
    expect((await shop.stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
  });

  it('does not keep staff from correcting the person’s name', async () => {
    const email = 'renamed@kiln.example';
    await shop.buy(shop.fixture.visitor('kiln'), email);
    await shop.stripe.customers.del(await customerOf(email));
    const [contact] = await shop.fixture.rows<{ id: string }>(shop.fixture.kiln, 'select id from contact where email = $1', [
      email,
    ]);
    const owner = await shop.fixture.owner('kiln');
    expect((await owner.send('PATCH', `/api/admin/contacts/${contact?.id}`, { name: 'Ana' })).status).toBe(200);
  });
});
