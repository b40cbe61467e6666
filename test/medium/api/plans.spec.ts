import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line, publish } from '../../support/automation.js';
import { Shop } from './shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
}, 90_000);
afterAll(() => shop.fixture.close());

describe('a plan with a course', () => {
  it('asks buyers for their name while an automation of the school issues certificates', async () => {
    const { fixture } = shop;
    const plan = await fixture.plan('kiln', { title: 'Certified' });
    const asksName = async () => (await fixture.visitor('kiln').get(`/api/portal/plans/${plan.slug}`)).body.needsName;
    expect(await asksName()).toBe(false);
    const { tenancy } = fixture;
    const steps = line(
      { id: 'start', kind: 'trigger', config: { eventType: 'course.completed' } },
      { id: 'certificate', kind: 'issueCertificate', config: { courseFrom: 'event', courseId: null } },
    );
    const automationId = await tenancy.withSchool(fixture.bread, () => publish({ tenancy }, steps));
    expect([automationId.length, await asksName()]).toEqual([36, false]);
    const own = await tenancy.withSchool(fixture.kiln, () => publish({ tenancy }, steps));
    expect(await asksName()).toBe(true);
    await fixture.rows(fixture.kiln, `update automation set state = 'paused' where id = $1`, [own]);
    expect(await asksName()).toBe(false);
  });
});

describe('plans', () => {
  it('cannot be published before Stripe is connected, and says what to do', async () => {
    const owner = await shop.fixture.owner('kiln');
    await owner.send('DELETE', '/api/admin/stripe');
    const draft = await owner.send('POST', '/api/admin/plans', { title: 'Later', priceAmount: 900, intervalMonths: 1 });
    const refused = await owner.send('POST', `/api/admin/plans/${draft.body.id}/publish`);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'stripe_not_connected']);
    expect(refused.body.error.message).toContain('Stripe');
    await shop.fixture.rows(shop.fixture.kiln, `update stripe_connection set state = 'connected'`);
  });

  it('cannot be published while it opens nothing', async () => {
    const owner = await shop.fixture.owner('kiln');
    const draft = await owner.send('POST', '/api/admin/plans', { title: 'Empty', priceAmount: 900, intervalMonths: 1 });
    const refused = await owner.send('POST', `/api/admin/plans/${draft.body.id}/publish`);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'plan_incomplete']);
  });

  it('names each field that does not fit', async () => {
    const owner = await shop.fixture.owner('kiln');
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
    const owner = await shop.fixture.owner('kiln');
    const answer = await owner.send('POST', '/api/admin/plans', {
      title: 'Sale',
      priceAmount: 900,
      oldPriceAmount: 900,
      intervalMonths: 1,
    });
    expect([answer.status, answer.body.error.field]).toEqual([400, 'oldPriceAmount']);
  });

  it('get another price at Stripe when theirs changes, and the earlier one goes off sale', async () => {
    const repriced = await shop.fixture.plan('kiln', { title: 'Repriced' });
    const owner = await shop.fixture.owner('kiln');
    const before = await shop.priceOf(repriced.id);
    const answer = await owner.send('PATCH', `/api/admin/plans/${repriced.id}`, { priceAmount: 3900 });
    expect(answer.body.priceAmount).toBe(3900);
    const after = await shop.priceOf(repriced.id);
    expect(after).not.toBe(before);
    expect(await shop.stripe.prices.retrieve(after)).toMatchObject({ unit_amount: 3900, active: true });
    expect(await shop.stripe.prices.retrieve(before)).toMatchObject({ unit_amount: 2900, active: false });
  });

  it.each([
    ['archived', 'POST', 'archive', undefined],
    ['unpublished', 'POST', 'unpublish', undefined],
    ['given another price', 'PATCH', '', { priceAmount: 4900 }],
  ] as const)('close the payment pages that are open when they are %s', async (what, method, action, body) => {
    const plan = await shop.fixture.plan('kiln', { title: `Page ${what}` });
    const email = `${action || 'price'}@kiln.example`;
    expect((await shop.buy(shop.fixture.visitor('kiln'), email, plan.slug)).status).toBe(200);
    const [membership] = await shop.memberships(email);
    const session = membership?.session ?? '';
    expect((await shop.stripe.checkout.sessions.retrieve(session)).status).toBe('open');
    const owner = await shop.fixture.owner('kiln');
    const path = `/api/admin/plans/${plan.id}${action && `/${action}`}`;
    expect((await owner.send(method, path, body)).status).toBe(200);
    expect((await shop.stripe.checkout.sessions.retrieve(session)).status).toBe('expired');
  });

  it('keep their price at Stripe when only words change', async () => {
    const owner = await shop.fixture.owner('kiln');
    const before = await shop.priceOf(shop.plan.id);
    await owner.send('PATCH', `/api/admin/plans/${shop.plan.id}`, { description: 'Everything' });
    expect(await shop.priceOf(shop.plan.id)).toBe(before);
  });

  it('of another school are not found, not changed and not published', async () => {
    const stranger = await shop.fixture.owner('bread');
    expect((await stranger.get(`/api/admin/plans/${shop.plan.id}`)).status).toBe(404);
    expect((await stranger.send('PATCH', `/api/admin/plans/${shop.plan.id}`, { title: 'Mine' })).status).toBe(404);
    expect((await stranger.send('POST', `/api/admin/plans/${shop.plan.id}/archive`)).status).toBe(404);
    expect((await stranger.get('/api/admin/plans')).body.total).toBe(0);
  });

  it("do not open another school's product", async () => {
    const { productIds } = (await (await shop.fixture.owner('kiln')).get(`/api/admin/plans/${shop.plan.id}`)).body;
    const stranger = await shop.fixture.owner('bread');
    const answer = await stranger.send('POST', '/api/admin/plans', {
      title: 'Mine',
      priceAmount: 900,
      intervalMonths: 1,
      productIds,
    });
    expect([answer.status, answer.body.error.field]).toEqual([400, 'productIds']);
  });
});

describe('a plan’s title', () => {
  it.each(['Pottery — all year', '“Quotes” and ‘more’', 'Emoji 🏺', 'Керамика', '陶芸', 'Töpfern für alle'])(
    'may be %j: the plan is published, and Stripe shows the same name',
    async (title) => {
      const plan = await shop.fixture.plan('kiln', { title });
      const [row] = await shop.fixture.rows<{ id: string }>(
        shop.fixture.kiln,
        'select stripe_product_id as id from plan where id = $1',
        [plan.id],
      );
      expect((await shop.stripe.products.retrieve(row?.id ?? '')).name).toBe(title);
    },
  );

  it('may be renamed to one outside Latin-1 while it is on sale', async () => {
    const plan = await shop.fixture.plan('kiln', { title: 'Renamed' });
    const owner = await shop.fixture.owner('kiln');
    expect((await owner.send('PATCH', `/api/admin/plans/${plan.id}`, { title: '陶芸 — все 🏺' })).status).toBe(200);
    expect((await owner.send('POST', `/api/admin/plans/${plan.id}/publish`)).status).toBe(200);
  });
});
