import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { MembershipPage, MembershipWizard } from './pages/membership.js';
import { PlanPage } from './pages/shop.js';
import type { Course } from './support/admin-tasks.js';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
let course: Course;
beforeAll(async () => {
  fixture = await Fixture.open();
  course = await fixture.adminTasks.course(fresh('Handbuilding'), [{ title: 'Pinching' }]);
});
afterAll(() => fixture.close());

const description = 'Clay, tools and an open studio.';

/** The public page shows what was entered in the wizard. */
async function expectOnSale(address: string, title: string): Promise<Page> {
  const visitor = await fixture.visitor();
  await visitor.goto(address);
  const shop = new PlanPage(visitor);
  await shop.heading(title);
  await shop.sees(description);
  await shop.sees(course.title);
  await shop.sees('€19.50');
  expect(await shop.struckPrice()).toBe('old price: €24');
  await shop.sees('every 3 months');
  await shop.sees(
    'Free for 14 days, then €19.50 every 3 months until you cancel. Your card is charged when the trial ends. If you cancel before then, you pay nothing.',
  );
  await shop.sees(visitor.getByRole('button', { name: 'Start 14-day free trial' }));
  return visitor;
}

describe('a new membership', () => {
  it('goes on sale by three steps and a publish, and reminds of the messages', async () => {
    const page = await fixture.staff();
    const title = fresh('The open studio');
    const wizard = new MembershipWizard(page);
    await wizard.open();
    await fixture.accessibility.look(page, 'wizard, main information');

    await wizard.next();
    await wizard.sees('Give the membership a title.');
    await wizard.sees('Set a price.');
    await wizard.mainInformation({ title, description, price: '19.50', oldPrice: '24', interval: '3-month', trialDays: '14' });
    await wizard.next();
    await wizard.tick(course.title);
    await fixture.accessibility.look(page, 'wizard, marketing products');
    await wizard.next();
    await fixture.accessibility.look(page, 'wizard, status');
    await wizard.publish();

    const membership = new MembershipPage(page);
    await membership.heading(title);
    await membership.sees('Published. Now activate the email messages');
    await fixture.accessibility.look(page, 'published membership');
    const visitor = await expectOnSale(await membership.publicAddress(), title);
    await fixture.accessibility.look(visitor, 'public page of a plan');
  });

  it('can be made without a mouse', async () => {
    const page = await fixture.staff();
    const title = fresh('By keyboard');
    await page.goto(`${fixture.adminUrl}/marketing/membership`);
    const keys = page.keyboard;
    await tabTo(page.getByRole('link', { name: 'Create New Membership' }));
    await keys.press('Enter');
    await tabTo(page.getByLabel('Title'));
    await keys.type(title);
    await tabTo(page.getByLabel('Description'));
    await keys.type(description);
    await tabTo(page.getByLabel('Price', { exact: true }));
    await keys.type('19.50');
    await tabTo(page.getByLabel('Old price'));
    await keys.type('24');
    await tabTo(page.getByRole('radio', { name: 'Monthly' }));
    await keys.press('ArrowRight');
    await tabTo(page.getByLabel('Free trial days'));
    await keys.type('14');
    await tabTo(page.getByRole('button', { name: 'Next' }));
    await keys.press('Enter');
    await tabTo(page.getByRole('checkbox', { name: course.title }));
    await keys.press('Space');
    await tabTo(page.getByRole('button', { name: 'Next' }));
    await keys.press('Enter');
    await tabTo(page.getByRole('button', { name: 'Publish' }));
    await keys.press('Enter');

    const membership = new MembershipPage(page);
    await membership.sees('Published. Now activate the email messages');
    await expectOnSale(await membership.publicAddress(), title);
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});

/** Presses Tab until something has the focus. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}
