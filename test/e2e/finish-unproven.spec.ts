import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cards } from '../story/hosted-pages.js';
import { Player } from './pages/player.js';
import { PlanPage, Portal } from './pages/shop.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('a buyer who finishes the course before opening an email', () => {
  it('is asked for a name at the checkout, and at the end is offered the link that opens the certificate', async () => {
    const { adminTasks } = fixture;
    const course = await adminTasks.course(fresh('Coiling'), [{ title: 'One' }, { title: 'Two' }]);
    const plan = await adminTasks.plan(fresh('Coils'), { productIds: [course.id] });
    await adminTasks.certificateFor(course);
    const page = await fixture.visitor();
    const email = freshAddress('quick');
    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    const shop = new PlanPage(page);
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await shop.press('Start 14-day free trial');
    await shop.sees('Enter your name. It appears on your certificate.');
    const checkout = await shop.buyAs({ email, name: 'Quinn Quick' }, 'Start 14-day free trial');
    await checkout.pay(cards.good, 'Start trial');
    const portal = new Portal(page);
    await portal.welcomed();
    await page.goto(`${fixture.portalUrl()}/courses/${course.id}`);
    const player = new Player(page);
    await player.press('Done, next lesson');
    await player.heading('Two');
    await player.press('Finish the course');
    await player.heading(`You finished ${course.title}`);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await player.sees(`confirm that ${email} is your address`);
    await fixture.accessibility.look(page, 'finished course of a buyer');
    await player.press('Email me the link');
    await player.sees(`We emailed a link to ${email}.`);
    expect(fixture.accessibility.found).toEqual([]);
  });
});
