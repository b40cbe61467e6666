import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Screen } from './pages/screen.js';
import { Portal } from './pages/shop.js';
import { fresh, freshAddress, House } from './support/house.js';
import { memberPassword } from './support/office.js';

/** A room by its heading. */
class Room extends Screen {}

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

describe('every room', () => {
  it('of the admin opens by its name, for everybody', async () => {
    const page = await house.staff();
    const room = new Room(page);
    const rooms = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    const names = (await rooms.allInnerTexts()).filter((name) => name !== '');
    expect(names).toEqual(expect.arrayContaining(['Home', 'Membership', 'Courses', 'Automations', 'Contacts', 'Email settings']));
    for (const name of names) {
      const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
      await link.click();
      await room.sees(link.and(page.locator('[aria-current="page"]')));
      await room.loaded();
      if (name !== 'Home') await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
      await house.accessibility.look(page, `admin, ${name}`);
    }
  });

  it('of a person and a course opens too', async () => {
    const { office } = house;
    const course = await office.course(fresh('Raku'), [{ title: 'Smoke' }]);
    const contactId = await office.person({ email: freshAddress('noa'), name: 'Noa Levin' });
    await office.admin.put(`/api/admin/contacts/${contactId}/tags/potter`);
    await office.admin.post(`/api/admin/contacts/${contactId}/grants`, { productId: course.id, days: 30 });
    const page = await house.staff();
    const room = new Room(page);
    await page.goto(`${house.adminUrl}/contacts/${contactId}`);
    await room.heading('Noa Levin');
    await room.sees('Tag added');
    await room.press('Why, and what followed');
    await room.sees('Because of');
    await house.accessibility.look(page, 'timeline of a person');
    for (const tab of ['Memberships', 'Actions']) {
      await page.getByRole('tab', { name: tab }).click();
      await room.sees(page.getByRole('tab', { name: tab, selected: true }));
      await house.accessibility.look(page, `a person, ${tab}`);
    }
    await page.goto(`${house.adminUrl}/memberships/courses/products/${course.id}`);
    await room.heading(course.title);
    await room.sees('Smoke');
    await house.accessibility.look(page, 'outline of a course');
    await page.goto(`${house.adminUrl}/settings/email`);
    await page
      .getByRole('link', { name: /^Edit the template of / })
      .first()
      .click();
    await room.loaded();
    await house.accessibility.look(page, 'e-mail template');
  });

  it('of a member opens by its name, on a phone too', async () => {
    const email = freshAddress('tom');
    await house.office.member({ email, name: 'Tom Adler' });
    const page = await house.visitor();
    const portal = new Portal(page);
    await portal.signIn(house.portalUrl(), email, memberPassword);
    for (const name of ['Home', 'My memberships', 'Certificates', 'Plans']) {
      await portal.room(name);
      await portal.loaded();
      // A screen reader reads the heading of the new page, and the keyboard goes on from there.
      if (name !== 'Home') await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
      await house.accessibility.look(page, `portal, ${name}`);
    }
    await page.getByRole('button', { name: 'Tom Adler' }).click();
    await portal.sees(page.getByRole('menuitem', { name: 'Account' }));
    await house.accessibility.look(page, 'portal, the account menu open');
    if (!(await page.getByRole('menuitem', { name: 'Account' }).isVisible()))
      await page.getByRole('button', { name: 'Tom Adler' }).click();
    await page.getByRole('menuitem', { name: 'Account' }).click();
    await portal.heading('Account');
    await house.accessibility.look(page, 'account');
  });

  it('is quiet in the dark as well', async () => {
    const page = await house.staff();
    await new Room(page).press('Use dark colours');
    for (const path of ['/', '/automations', '/settings/email', '/marketing/membership/new']) {
      await page.goto(house.adminUrl + path);
      await new Room(page).loaded();
      await house.accessibility.look(page, `dark ${path}`);
    }
  });

  it('shows nothing that keeps somebody out', () => {
    expect(house.accessibility.found).toEqual([]);
  });
});
