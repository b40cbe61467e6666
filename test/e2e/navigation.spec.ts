import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Screen } from './pages/screen.js';
import { Portal } from './pages/shop.js';
import { memberPassword } from './support/admin-tasks.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

/** A screen by its heading. */
class AdminPage extends Screen {}

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('every screen', () => {
  it('of the admin opens by its name, for everybody', async () => {
    const page = await fixture.staff();
    const screen = new AdminPage(page);
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    const names = (await links.allInnerTexts()).filter((name) => name !== '');
    expect(names).toEqual(expect.arrayContaining(['Home', 'Membership', 'Courses', 'Automations', 'Contacts', 'Email settings']));
    for (const name of names) {
      const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
      await link.click();
      await screen.sees(link.and(page.locator('[aria-current="page"]')));
      await screen.loaded();
      if (name !== 'Home') await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
      await fixture.accessibility.look(page, `admin, ${name}`);
    }
  });

  it('of a person and a course opens too', async () => {
    const { adminTasks } = fixture;
    const course = await adminTasks.course(fresh('Raku'), [{ title: 'Smoke' }]);
    const contactId = await adminTasks.person({ email: freshAddress('noa'), name: 'Noa Levin' });
    await adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/potter`);
    await adminTasks.admin.post(`/api/admin/contacts/${contactId}/grants`, { productId: course.id, days: 30 });
    const page = await fixture.staff();
    const screen = new AdminPage(page);
    await page.goto(`${fixture.adminUrl}/contacts/${contactId}`);
    await screen.heading('Noa Levin');
    await screen.sees('Tag added');
    await screen.press('Cause and effects');
    await screen.sees('Cause');
    await fixture.accessibility.look(page, 'timeline of a person');
    for (const tab of ['Memberships', 'Actions']) {
      await page.getByRole('tab', { name: tab }).click();
      await screen.sees(page.getByRole('tab', { name: tab, selected: true }));
      await fixture.accessibility.look(page, `a person, ${tab}`);
    }
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}`);
    await screen.heading(course.title);
    await screen.sees('Smoke');
    await fixture.accessibility.look(page, 'outline of a course');
    await page.goto(`${fixture.adminUrl}/settings/email`);
    await page
      .getByRole('link', { name: /^Edit the template of / })
      .first()
      .click();
    await screen.loaded();
    await fixture.accessibility.look(page, 'email template');
  });

  it('of a member opens by its name, on a phone too', async () => {
    const email = freshAddress('tom');
    await fixture.adminTasks.member({ email, name: 'Tom Adler' });
    const page = await fixture.visitor();
    const portal = new Portal(page);
    await portal.signIn(fixture.portalUrl(), email, memberPassword);
    for (const name of ['Home', 'My memberships', 'Certificates', 'Plans']) {
      await portal.open(name);
      await portal.loaded();
      // A screen reader reads the heading of the new page, and the keyboard continues there.
      if (name !== 'Home') await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
      await fixture.accessibility.look(page, `portal, ${name}`);
    }
    await page.getByRole('button', { name: 'Tom Adler' }).click();
    await portal.sees(page.getByRole('menuitem', { name: 'Account' }));
    await fixture.accessibility.look(page, 'portal, the account menu open');
    // The accessibility check resizes the window, which may close the menu after a moment.
    const account = page.getByRole('menuitem', { name: 'Account' });
    await page.keyboard.press('Escape');
    await account.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Tom Adler' }).click();
    await account.click();
    await portal.heading('Account');
    await fixture.accessibility.look(page, 'account');
  });

  it('is quiet in the dark as well', async () => {
    const page = await fixture.staff();
    await new AdminPage(page).press('Use dark colours');
    for (const path of ['/', '/automations', '/settings/email', '/marketing/membership/new']) {
      await page.goto(fixture.adminUrl + path);
      await new AdminPage(page).loaded();
      await fixture.accessibility.look(page, `dark ${path}`);
    }
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
