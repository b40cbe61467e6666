import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, sessionOf } from '../medium/api/shop.js';
import type { Visitor } from '../medium/api/support.js';

let shop: Shop;
let other: { slug: string };
beforeAll(async () => {
  shop = await Shop.open();
  other = await shop.fixture.plan('kiln', { title: 'Evenings', trialDays: 7 });
}, 90_000);
afterAll(() => shop.fixture.close());

/** A person who had the plan's trial, cancelled and is signed in. */
async function returning(email: string): Promise<Visitor> {
  const visitor = await shop.member(email);
  await shop.fixture.rows(
    shop.fixture.kiln,
    `update membership set state = 'ended', ended_at = now() where contact_id = (select id from contact where email = $1)`,
    [email],
  );
  await shop.proveAddress(visitor, email);
  return visitor;
}

const plan = async (visitor: Visitor, slug: string) => (await visitor.get(`/api/portal/plans/${slug}`)).body;
const session = async (answer: Parameters<typeof sessionOf>[0]) => shop.stripe.checkout.sessions.retrieve(sessionOf(answer));

describe('one free trial per person and school', () => {
  it('is offered to a visitor', async () => {
    const shown = await plan(shop.fixture.visitor('kiln'), shop.plan.slug);
    expect(shown.trialDays).toBe(14);
    expect(shown.termsSentence).toMatch(/^Free for 14 days, then €29\.00 every month/);
  });

  it('is promised to no one who has had it, on the page of any plan and in the list', async () => {
    const visitor = await returning('once@kiln.example');
    for (const slug of [shop.plan.slug, other.slug]) {
      const shown = await plan(visitor, slug);
      expect([slug, shown.trialDays]).toEqual([slug, 0]);
      expect(shown.termsSentence).toMatch(/^€29\.00 every month, charged today/);
    }
    const list: { trialDays: number }[] = (await visitor.get('/api/portal/plans')).body;
    expect(list.map(({ trialDays }) => trialDays)).toEqual([0, 0]);
  });

  it('is not offered on the payment page of another plan, which shows that the price is due today', async () => {
    const visitor = await returning('hop@kiln.example');
    const { amount_total, custom_text } = await session(
      await visitor.send('POST', `/api/portal/plans/${other.slug}/checkout`, {}),
    );
    expect(amount_total).toBe(2900);
    expect(custom_text?.submit?.message).toBe('The free trial is for new members, so the price is due today.');
  });

  it('is not offered to a visitor who types the address of a person who has had it; the payment page shows this', async () => {
    await returning('typed@kiln.example');
    const { amount_total, custom_text } = await session(
      await shop.buy(shop.fixture.visitor('kiln'), 'typed@kiln.example', other.slug),
    );
    expect([amount_total, custom_text?.submit?.message]).toEqual([2900, expect.stringContaining('due today')]);
  });

  it('starts once from two payment pages for two plans: the earlier page closes', async () => {
    const visitor = shop.fixture.visitor('kiln');
    const first = await session(await shop.buy(visitor, 'both@kiln.example', shop.plan.slug));
    const second = await session(await shop.buy(visitor, 'both@kiln.example', other.slug));
    expect([first.amount_total, second.amount_total]).toEqual([0, 0]);
    expect((await shop.stripe.checkout.sessions.retrieve(first.id)).status).toBe('expired');
    expect((await shop.stripe.checkout.sessions.retrieve(second.id)).status).toBe('open');
  });

  it('of somebody in another school does not count', async () => {
    await returning('two-schools@kiln.example');
    const bread = await shop.fixture.plan('bread', { trialDays: 5 });
    const answer = await shop.fixture
      .visitor('bread')
      .send('POST', `/api/portal/plans/${bread.slug}/checkout`, { email: 'two-schools@kiln.example' });
    expect(answer.status).toBe(200);
    const rows = await shop.fixture.rows<{ trial: unknown }>(shop.fixture.bread, 'select trial_ends_at as trial from membership');
    expect(rows).toEqual([{ trial: null }]);
    expect((await plan(shop.fixture.visitor('bread'), bread.slug)).trialDays).toBe(5);
  });
});
