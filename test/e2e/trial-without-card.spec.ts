import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cards } from '../story/hosted-pages.js';
import { Checkout, PlanPage, Portal } from './pages/shop.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

const joinedAt = '2027-03-01T10:00:00.000Z';
const afterTheTrial = '2027-03-08T11:00:00.000Z';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('a trial without a card', () => {
  it('pauses when it ends, and starts again with a card', async () => {
    const { adminTasks } = fixture;
    const course = await adminTasks.course(fresh('Handbuilding'), [{ title: 'Pinching' }]);
    const plan = await adminTasks.plan(fresh('Try first'), {
      trialDays: 7,
      requireCardBeforeTrial: false,
      productIds: [course.id],
    });
    const clockId = await adminTasks.clock(joinedAt);
    const email = freshAddress('ben');
    await adminTasks.person({ email, name: 'Ben Ruiz', clockId });

    const page = await fixture.visitor();
    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    const shop = new PlanPage(page);
    await shop.sees(
      'Free for 7 days without a card, then €29.00 every month if you choose to continue. Without a card, the membership pauses when the trial ends.',
    );
    const confirm = await shop.buyAs({ email, name: 'Ben Ruiz' }, 'Start 7-day free trial');
    await confirm.sees('No card is needed today.');
    await confirm.press('Start trial');
    const portal = new Portal(page);
    await portal.welcomed();
    await portal.open('My memberships');
    await portal.sees('Free until 8 March 2027. Add a card to continue after that. Without one, your membership pauses.');

    await adminTasks.advance(clockId, afterTheTrial);
    await fixture.inbox.next(email, new RegExp(`^Your free trial of ${plan.title} has ended`));
    await page.reload();
    await portal.sees('Your trial ended on 8 March 2027. Add a card to start the membership.');
    await fixture.accessibility.look(page, 'a paused membership');
    await portal.press('Add a card and continue');
    await new Checkout(page).pay(cards.good, /^(Pay|Subscribe|Save|Complete)/);
    await portal.sees(page.getByRole('navigation', { name: 'Main' }));
    await adminTasks.until('the membership runs', async () => {
      await page.goto(`${fixture.portalUrl()}/memberships`);
      await portal.heading(plan.title);
      return page.getByText('Active. The next charge is €29.00 on 8 April 2027.').isVisible();
    });
    await portal.sees(page.getByRole('table', { name: 'Invoices' }).getByText('Paid'));
    const subjects = (await fixture.inbox.to(email)).map(({ subject }) => subject);
    // One email: the end of the trial, without a second one about the lost access.
    expect(subjects.filter((subject) => /has ended|is over/.test(subject))).toEqual([
      `Your free trial of ${plan.title} has ended`,
    ]);
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
