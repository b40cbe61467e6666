import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cards } from '../story/hosted-pages.js';
import { Checkout, PlanPage, Portal } from './pages/shop.js';
import type { Course, Plan } from './support/admin-tasks.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let course: Course;
let plan: Plan;
beforeAll(async () => {
  fixture = await Fixture.open();
  course = await fixture.adminTasks.course(fresh('Handbuilding'), [{ title: 'Pinching', preview: true }, { title: 'Coiling' }]);
  plan = await fixture.adminTasks.plan(fresh('Studio year'), { productIds: [course.id] });
});
afterAll(() => fixture.close());

describe('the page of a plan', () => {
  it('leads a visitor to a free preview without signing in, and from there to the plan', async () => {
    const page = await fixture.visitor();
    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    const shop = new PlanPage(page);
    await shop.sees(/The free trial is for new members/);
    await shop.follow('Free preview: Pinching');
    await shop.sees('Pinching, step by step.');
    await shop.sees(`Free preview of ${course.title}`);
    await fixture.accessibility.look(page, 'a free preview');
    await page.goto(`${fixture.portalUrl()}/courses/${course.id}?lesson=${course.lessonIds[1]}`);
    await shop.heading('Sign in to Kiln & Clay');
  });

  it('keeps what a buyer typed who comes back without paying, and says that nothing was charged', async () => {
    const page = await fixture.visitor();
    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    const email = freshAddress('lea');
    const checkout = await new PlanPage(page).buyAs({ email, name: 'Lea Brandt' }, 'Start 14-day free trial');
    await checkout.follow(/Back$/);
    const shop = new PlanPage(page);
    await shop.sees('You were not charged');
    expect(
      await page
        .getByRole('status')
        .filter({ hasText: 'You were not charged' })
        .evaluate((it) => it === document.activeElement),
    ).toBe(true);
    expect(await page.locator('input[type="email"]').inputValue()).toBe(email);
    expect(await page.getByLabel('Name').inputValue()).toBe('Lea Brandt');
    await fixture.accessibility.look(page, 'back from the payment page');
  });

  it('says to a member that they have it, and shows the card that can be changed', async () => {
    const page = await fixture.visitor();
    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    const checkout = await new PlanPage(page).buyAs({ email: freshAddress('ben'), name: 'Ben Ruiz' }, 'Start 14-day free trial');
    await checkout.pay(cards.good, 'Start trial');
    const portal = new Portal(page);
    await portal.welcomed();
    await portal.follow('Start learning');
    await portal.open('Plans');
    await portal.sees('You have this membership.');
    await fixture.accessibility.look(page, 'plans of a member');
    await portal.open('My memberships');
    await portal.sees('Visa •••• 4242, expires 12/2040');
    await portal.press('Change card');
    await new Checkout(page).pay(cards.other, /^(Pay|Subscribe|Save|Complete)/);
    await portal.sees('Card changed to Mastercard •••• 4444.');
    await portal.sees('Mastercard •••• 4444, expires 12/2040');
    await fixture.accessibility.look(page, 'a changed card');
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
