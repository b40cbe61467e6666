import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
let contactId: string;
const clay = fresh('Clay');
beforeAll(async () => {
  fixture = await Fixture.open();
  contactId = await fixture.adminTasks.person({ email: freshAddress('uma'), name: 'Uma Field' });
  page = await fixture.staff();
});
afterAll(() => fixture.close());

describe('a contact field', () => {
  it('is added in the settings and filled in on the page of a contact', async () => {
    await page.goto(`${fixture.adminUrl}/settings/contact-fields`);
    await page.getByRole('button', { name: 'New field' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(clay);
    await dialog.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: 'Choice', exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Options' }).fill('Stoneware');
    await page.keyboard.press('Enter');
    await dialog.getByRole('combobox', { name: 'Options' }).fill('Porcelain');
    await page.keyboard.press('Enter');
    await fixture.accessibility.look(page, 'a new contact field');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await page.getByRole('row').filter({ hasText: clay }).getByText('Stoneware, Porcelain').waitFor();
    await fixture.accessibility.look(page, 'contact fields');

    await page.goto(`${fixture.adminUrl}/contacts/${contactId}?tab=fields`);
    await page.getByRole('combobox', { name: clay }).click();
    await page.getByRole('option', { name: 'Porcelain' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The fields are saved.').waitFor();
    await fixture.accessibility.look(page, 'the fields of a contact');
    await page.reload();
    await page.getByRole('combobox', { name: clay }).waitFor();
    await fixture.adminTasks.until('the value is stored', async () => {
      const { values } = await fixture.adminTasks.admin.get<{ values: { value: unknown }[] }>(
        `/api/admin/contacts/${contactId}/fields`,
      );
      return values.some(({ value }) => value === 'Porcelain');
    });
  });
});
