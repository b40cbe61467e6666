import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
const tag = fresh('kiln-owner');
const [inside, outside] = [fresh('Ilse Adler'), fresh('Otto Brandt')];
beforeAll(async () => {
  fixture = await Fixture.open();
  const id = await fixture.adminTasks.person({ email: freshAddress('ilse'), name: inside });
  await fixture.adminTasks.admin.put(`/api/admin/contacts/${id}/tags/${encodeURIComponent(tag)}`);
  await fixture.adminTasks.person({ email: freshAddress('otto'), name: outside });
  page = await fixture.staff();
});
afterAll(() => fixture.close());

const row = (name: string) => page.getByRole('link', { name });
const filter = () => page.getByRole('button', { name: 'Filter', exact: true });
const condition = (field: string) => page.getByLabel(field, { exact: true });
const removal = () => page.getByRole('button', { name: /^Remove the filter: / });

describe('the filter of the contact list', () => {
  it('is put together from conditions, stays in the address, and is removed with one click', async () => {
    await page.goto(`${fixture.adminUrl}/contacts`);
    await row(outside).waitFor();
    await filter().click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByText('Fill in every condition to apply the filter.').waitFor();
    // Until then the list stays as it was.
    expect(await row(outside).isVisible()).toBe(true);
    await page.getByRole('combobox', { name: 'Field', exact: true }).click();
    await page.getByRole('option', { name: 'Tags', exact: true }).click();
    await page.getByRole('combobox', { name: 'Compared with' }).fill(tag.toUpperCase());
    await page.getByRole('option', { name: tag, exact: true }).click();
    await row(outside).waitFor({ state: 'detached' });
    await row(inside).waitFor();
    await page.getByText('1 contact', { exact: true }).waitFor();
    await fixture.accessibility.look(page, 'contacts with a filter');
    await page.reload();
    await row(inside).waitFor();
    expect(await row(outside).count()).toBe(0);
    expect(await removal().innerText()).toBe(`They have the tag “${tag}”`);
    await removal().click();
    await row(outside).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('that nobody passes says so, and fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const none = { match: 'all', tests: [{ field: 'contact.name', operator: 'is', value: fresh('nobody') }] };
    await page.goto(`${fixture.adminUrl}/contacts?filter=${encodeURIComponent(JSON.stringify(none))}`);
    await page.getByText('No contacts match this filter').waitFor();
    await filter().click();
    await condition('Compared with').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await fixture.accessibility.look(page, 'contacts with a filter, on a phone');
  });
});
