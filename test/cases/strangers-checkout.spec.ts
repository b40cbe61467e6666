import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, sessionOf } from '../medium/api/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
}, 90_000);
afterAll(() => shop.fixture.close());

const subscriptionsOf = async (email: string) => {
  const [row] = await shop.fixture.rows<{ customer: string }>(
    shop.fixture.kiln,
    'select stripe_customer_id as customer from contact where email = $1',
    [email],
  );
  return (await shop.stripe.subscriptions.list({ customer: row?.customer ?? '', status: 'all' })).data;
};

describe('a checkout with an unconfirmed address', () => {
  it('is answered the same whether or not the address is a member’s', async () => {
    await shop.member('member@kiln.example');
    const known = await shop.buy(shop.fixture.visitor('kiln'), 'member@kiln.example');
    const unknown = await shop.buy(shop.fixture.visitor('kiln'), 'nobody@kiln.example');
    expect(known.status).toBe(unknown.status);
    expect(Object.keys(known.body)).toEqual(Object.keys(unknown.body));
    const shape = (url: string) => url.replace(/cs_\w+/, 'cs').replace(/#.*/, '');
    expect(shape(known.body.url)).toBe(shape(unknown.body.url));
  });

  it('is not in the account of the person before it is paid', async () => {
    const other = await shop.fixture.plan('kiln', { title: 'Evenings' });
    const member = await shop.member('mia@kiln.example');
    await shop.buy(shop.fixture.visitor('kiln'), 'mia@kiln.example', other.slug);
    const shown: { planTitle: string }[] = (await member.get('/api/portal/memberships')).body;
    expect(shown.map(({ planTitle }) => planTitle)).toEqual(['All year']);
  });

  it('is in the account, with its way back, where the person started it', async () => {
    const other = await shop.fixture.plan('kiln', { title: 'Mornings' });
    const member = await shop.member('own@kiln.example');
    await shop.proveAddress(member, 'own@kiln.example');
    await member.send('POST', `/api/portal/plans/${other.slug}/checkout`, {});
    const [shown] = (await member.get('/api/portal/memberships')).body;
    expect(shown).toMatchObject({ planTitle: 'Mornings', state: 'pending', planSlug: other.slug });
    expect(shown.stateSentence).toMatch(/^Not paid yet, and nothing was charged\./);
  });

  it('changes neither name nor time zone of a known contact', async () => {
    const owner = await shop.fixture.owner('kiln');
    await owner.send('POST', '/api/admin/contacts', { email: 'lead@kiln.example' });
    await shop.fixture.visitor('kiln').send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, {
      email: 'lead@kiln.example',
      name: 'Set by a stranger',
      timeZone: 'Asia/Tokyo',
    });
    expect(
      await shop.fixture.rows(shop.fixture.kiln, `select name, time_zone from contact where email = 'lead@kiln.example'`),
    ).toEqual([{ name: '', time_zone: null }]);
  });

  it('gives the buyer’s name to a contact without one once it is paid and the address is proven', async () => {
    const owner = await shop.fixture.owner('kiln');
    await owner.send('POST', '/api/admin/contacts', { email: 'nameless@kiln.example' });
    const buyer = shop.fixture.visitor('kiln');
    const answer = await buyer.send('POST', `/api/portal/plans/${shop.plan.slug}/checkout`, {
      email: 'nameless@kiln.example',
      name: 'Ana Ferreira',
      timeZone: 'Europe/Lisbon',
    });
    await shop.pay(sessionOf(answer));
    await shop.syncPaid('nameless@kiln.example');
    await shop.proveAddress(buyer, 'nameless@kiln.example');
    expect((await buyer.get('/api/portal/me')).body.contact).toMatchObject({ name: 'Ana Ferreira', timeZone: 'Europe/Lisbon' });
  });
});

describe('a plan that is paid for a second time from another browser', () => {
  it('stays one membership: the second subscription is cancelled, its payment sent back, and the person is told', async () => {
    const plain = await shop.fixture.plan('kiln', { title: 'No trial' });
    const email = 'twice@kiln.example';
    await shop.pay(sessionOf(await shop.buy(shop.fixture.visitor('kiln'), email, plain.slug)));
    await shop.syncPaid(email);
    const stranger = shop.fixture.visitor('kiln');
    const session = sessionOf(await shop.buy(stranger, email, plain.slug));
    await shop.pay(session);
    await shop.syncPaid(email);

    expect((await shop.memberships(email)).map(({ state }) => state)).toEqual(['active', 'abandoned']);
    expect((await subscriptionsOf(email)).map(({ status }) => status).sort()).toEqual(['active', 'canceled']);
    const { data: charges } = await shop.stripe.charges.list({ limit: 100 });
    const mine = charges.filter(({ billing_details, customer }) => billing_details && customer);
    const [contact] = await shop.fixture.rows<{ customer: string }>(
      shop.fixture.kiln,
      'select stripe_customer_id as customer from contact where email = $1',
      [email],
    );
    const kept = mine.filter(({ customer }) => customer === contact?.customer).map((c) => c.amount - c.amount_refunded);
    expect(kept.sort()).toEqual([0, 2900]);
    const told = await shop.fixture.rows<{ type: string; data: { amount: number } }>(
      shop.fixture.kiln,
      `select e.type, e.data from event e join contact c on c.id = e.contact_id
        where c.email = $1 and e.type in ('membership.purchased', 'purchase.undone') order by e.id`,
      [email],
    );
    expect(told.map(({ type }) => type)).toEqual(['membership.purchased', 'purchase.undone']);
    expect(told[1]?.data.amount).toBe(2900);
    expect((await stranger.send('POST', `/api/portal/checkout/${session}/return`)).body).toMatchObject({
      state: 'ready',
      needsSignIn: true,
    });
    expect((await stranger.get('/api/portal/me')).status).toBe(401);
  });

  it('is undone once, however often Stripe has news of it, and also after the membership has ended', async () => {
    const email = 'often@kiln.example';
    await shop.pay(sessionOf(await shop.buy(shop.fixture.visitor('kiln'), email)));
    await shop.syncPaid(email);
    await shop.pay(sessionOf(await shop.buy(shop.fixture.visitor('kiln'), email)));
    const [, second] = await shop.memberships(email);
    await shop.sync(second?.id ?? '');
    await shop.sync(second?.id ?? '');
    await shop.fixture.rows(
      shop.fixture.kiln,
      `update membership set state = 'ended' where id <> $1 and contact_id =
      (select contact_id from membership where id = $1)`,
      [second?.id],
    );
    await shop.sync(second?.id ?? '');
    expect((await shop.memberships(email)).map(({ state }) => state)).toEqual(['ended', 'abandoned']);
    const told = await shop.fixture.rows(
      shop.fixture.kiln,
      `select 1 from event e join contact c on c.id = e.contact_id where c.email = $1 and e.type = 'purchase.undone'`,
      [email],
    );
    expect(told).toHaveLength(1);
  });
});
