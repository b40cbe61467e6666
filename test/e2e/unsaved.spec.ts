import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AdminSignIn } from './pages/admin-sign-in.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await Fixture.open();
  page = await fixture.staff();
});
afterAll(() => fixture.close());

const question = () => page.getByRole('dialog', { name: 'Leave without saving?' });
const stay = async () => {
  await question().waitFor();
  await question().getByRole('button', { name: 'Stay' }).click();
  await question().waitFor({ state: 'detached' });
};
const leave = async () => {
  await question().waitFor();
  await question().getByRole('button', { name: 'Leave without saving' }).click();
  await question().waitFor({ state: 'detached' });
};

describe('typed input is not discarded without a question', () => {
  it('in a course that is left by way of its details', async () => {
    const course = await fixture.adminTasks.course(fresh('Slipware'), [{ title: 'Slip' }]);
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}?lesson=${course.lessonIds[0]}`);
    const title = page.getByLabel('Title', { exact: true });
    await title.fill('Slip and trail');
    await page.getByRole('tab', { name: 'Details' }).click();
    await page.getByRole('link', { name: 'Contacts' }).click();
    await stay();
    await page.getByRole('tab', { name: 'Outline' }).click();
    expect(await page.getByText('Slip and trail').count()).toBe(1);
    await page.getByRole('link', { name: 'Contacts' }).click();
    await leave();
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
  });

  it('in a course whose last module was removed', async () => {
    const course = await fixture.adminTasks.course(fresh('Raku'), [{ title: 'Fire' }]);
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}`);
    await page.getByRole('button', { name: /^Remove module/ }).click();
    await page.getByRole('link', { name: 'Contacts' }).click();
    await stay();
    await page.getByRole('button', { name: 'Undo' }).click();
  });

  it('when the session ends: the page stays, and is saved after signing in again', async () => {
    const course = await fixture.adminTasks.course(fresh('Sgraffito'), [{ title: 'Scratch' }]);
    const own = await fixture.staff();
    await own.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}?lesson=${course.lessonIds[0]}`);
    await own.getByLabel('Title', { exact: true }).fill('Scratch and carve');
    await own.context().clearCookies();
    await own.keyboard.press('Control+s');
    const notice = own.getByRole('dialog', { name: 'You are signed out' });
    await notice.waitFor();
    const [tab] = await Promise.all([own.context().waitForEvent('page'), notice.getByRole('link').click()]);
    const owner = fixture.stack.logins.find(({ who }) => who === 'Owner');
    await new AdminSignIn(tab).signIn(owner?.email ?? '', owner?.password ?? '');
    await notice.getByRole('button', { name: 'I have signed in' }).click();
    await notice.waitFor({ state: 'detached' });
    await own.keyboard.press('Control+s');
    await own.getByText('All saved').waitFor();
    await own.reload();
    expect(await own.getByLabel('Title', { exact: true }).inputValue()).toBe('Scratch and carve');
  });

  it('by another tab of the page', async () => {
    const contactId = await fixture.adminTasks.person({ email: freshAddress('tess'), name: 'Tess' });
    await page.goto(`${fixture.adminUrl}/contacts/${contactId}?tab=actions`);
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('Tess Tamsin');
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await stay();
    expect(await name.inputValue()).toBe('Tess Tamsin');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    expect(await question().count()).toBe(0);
  });

  it('by closing the dialog it is in', async () => {
    await page.goto(`${fixture.adminUrl}/contacts`);
    await page.getByRole('button', { name: 'Add contact' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add contact' });
    const landmarks = ['landmark-no-duplicate-banner', 'landmark-banner-is-top-level'];
    const { violations } = await new AxeBuilder({ page }).withRules(landmarks).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await dialog.getByLabel('Name').fill('Una');
    await page.keyboard.press('Escape');
    await stay();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Una');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await leave();
    await dialog.waitFor({ state: 'detached' });
  });
});
