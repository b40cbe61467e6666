import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cards } from '../story/hosted-pages.js';
import { PlanPage, Portal } from './pages/shop.js';
import type { Course, Plan } from './support/admin-tasks.js';
import { longDate } from './support/dates.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let course: Course;
let plan: Plan;
beforeAll(async () => {
  fixture = await Fixture.open();
  course = await fixture.adminTasks.course(fresh('Handbuilding'), [{ title: 'Pinching' }]);
  plan = await fixture.adminTasks.plan(fresh('Studio year'), { productIds: [course.id], oldPriceAmount: 3900 });
});
afterAll(() => fixture.close());

describe('a purchase with a trial', () => {
  it('goes from the portal to the card and back, signed in, and can be cancelled and kept', async () => {
    const page = await fixture.visitor();
    const email = freshAddress('ana');
    await page.goto(fixture.portalUrl());
    const shop = new PlanPage(page);
    await shop.follow(`See ${plan.title}`);
    await shop.heading(plan.title);

    const checkout = await shop.buyAs({ email, name: 'Ana Keller' }, 'Start 14-day free trial');
    await checkout.sees('14 days free');
    await checkout.pay(cards.declined, 'Start trial');
    await checkout.sees(page.getByRole('alert').filter({ hasText: 'Your card was declined.' }));
    await checkout.pay(cards.good, 'Start trial');

    const portal = new Portal(page);
    await portal.welcomed();
    await fixture.accessibility.look(page, 'return from the checkout');
    await portal.follow('Start learning');
    await portal.sees(course.title);
    await fixture.accessibility.look(page, 'home of a buyer');
    await page.goto(`${fixture.portalUrl()}/account`);
    await portal.heading('Confirm your address first');
    await fixture.accessibility.look(page, 'what a mailed link opens');

    const account = await fixture.inbox.next(email, /^Your account at /);
    await page.goto(account.text.match(/https?:\/\/\S+token=\S+/)?.[0] ?? 'no link in the mail');
    await portal.heading('Hello, Ana');
    await fixture.accessibility.look(page, 'home of a member');

    const lastDay = longDate(Date.now() + 14 * 86_400_000);
    await portal.open('My memberships');
    await portal.sees(`Free until ${lastDay}. Then your card is charged €29.00.`);
    await fixture.accessibility.look(page, 'my memberships');

    await portal.press('Cancel');
    await portal.heading(`Cancel ${plan.title}?`);
    await portal.sees(/You keep access until .* and will not be charged again\./);
    await fixture.accessibility.look(page, 'cancelling');
    await portal.press('Cancel membership');
    await portal.sees(`Your trial runs until ${lastDay} and then ends. You will not be charged.`);
    await portal.press('Keep my membership');
    await portal.sees(`Free until ${lastDay}. Then your card is charged €29.00.`);

    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    await portal.sees('You have this membership.');

    const welcome = await fixture.inbox.next(email, new RegExp(`^Welcome to ${plan.title}`));
    expect(welcome.from.name).toBe('Kiln & Clay');
    expect(welcome.text).toContain('Ana');
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
