import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../medium/api/shop.js';
import type { Visitor } from '../medium/api/support.js';

let shop: Shop;
let bundle: { id: string; slug: string };
beforeAll(async () => {
  shop = await Shop.open();
  const [course] = await shop.fixture.rows<{ id: string }>(
    shop.fixture.kiln,
    'select product_id as id from plan_item where plan_id = $1',
    [shop.plan.id],
  );
  bundle = await shop.fixture.plan('kiln', { title: 'Two years', productIds: [course?.id] });
}, 90_000);
afterAll(() => shop.fixture.close());

const plan = async (visitor: Visitor, slug: string) => (await visitor.get(`/api/portal/plans/${slug}`)).body;

/** A member whose access is in force as the worker's sync leaves it. */
async function member(email: string): Promise<Visitor> {
  const visitor = await shop.member(email);
  const [row] = await shop.memberships(email);
  await shop.sync(row?.id ?? '');
  return visitor;
}

describe('a plan as shown to a member', () => {
  it('says that it is held, on its page and in the list', async () => {
    const visitor = await member('holder@kiln.example');
    const [row] = await shop.memberships('holder@kiln.example');
    expect((await plan(visitor, shop.plan.slug)).membershipId).toBe(row?.id);
    const list: { id: string; membershipId: string | null }[] = (await visitor.get('/api/portal/plans')).body;
    expect(list.map(({ id, membershipId }) => [id === shop.plan.id, membershipId])).toEqual([
      [true, row?.id],
      [false, null],
    ]);
  });

  it('names what is already open through another membership, and until when', async () => {
    const visitor = await member('overlap@kiln.example');
    expect((await plan(visitor, bundle.slug)).alreadyOpen).toEqual([{ title: 'Wheel', through: 'All year', until: null }]);
    const [own] = (await visitor.get('/api/portal/memberships')).body;
    await visitor.send('POST', `/api/portal/memberships/${own.id}/cancel`, {});
    await shop.sync(own.id);
    const [ending] = (await visitor.get('/api/portal/memberships')).body;
    expect((await plan(visitor, bundle.slug)).alreadyOpen).toEqual([
      { title: 'Wheel', through: 'All year', until: ending.endsAt },
    ]);
  });

  it('warns of nothing that the plan itself opens, and of nothing that is over', async () => {
    const visitor = await member('nothing@kiln.example');
    expect((await plan(visitor, shop.plan.slug)).alreadyOpen).toEqual([]);
    await shop.fixture.rows(
      shop.fixture.kiln,
      `update entitlement set revoked_at = now() where contact_id = (select id from contact where email = 'nothing@kiln.example')`,
    );
    expect((await plan(visitor, bundle.slug)).alreadyOpen).toEqual([]);
  });

  it('tells a visitor and a member of another school nothing about anybody', async () => {
    await member('private@kiln.example');
    expect(await plan(shop.fixture.visitor('kiln'), shop.plan.slug)).toMatchObject({ membershipId: null, alreadyOpen: [] });
    const bread = await shop.fixture.plan('bread');
    expect(await plan(shop.fixture.visitor('bread'), bread.slug)).toMatchObject({ membershipId: null, alreadyOpen: [] });
  });
});

describe('what is left after a membership', () => {
  it('is a closed course with its progress, and the plan that opens it again', async () => {
    const visitor = await member('ended@kiln.example');
    const [course] = (await visitor.get('/api/portal/home')).body.courses;
    await shop.fixture.rows(
      shop.fixture.kiln,
      `insert into enrolment (contact_id, course_id, enrolled_at, started_at, progress_percent)
         select id, $2, now(), now(), 40 from contact where email = $1`,
      ['ended@kiln.example', course.id],
    );
    const [row] = await shop.memberships('ended@kiln.example');
    await shop.stripe.subscriptions.cancel((await shop.subscriptionOf(row?.id ?? '')).id);
    await shop.sync(row?.id ?? '');
    const home = (await visitor.get('/api/portal/home')).body;
    expect(home).toMatchObject({
      courses: [],
      closedCourses: [{ id: course.id, title: 'Wheel', progressPercent: 40, completedAt: null }],
    });
    const closed = (await visitor.get(`/api/portal/courses/${course.id}`)).body;
    expect(closed).toMatchObject({
      open: false,
      includedIn: expect.arrayContaining([expect.objectContaining({ slug: shop.plan.slug })]),
    });
    const [ended] = (await visitor.get('/api/portal/memberships')).body;
    expect(ended).toMatchObject({ state: 'ended', planSlug: shop.plan.slug, actions: [] });
  });
});
