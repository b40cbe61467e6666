import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Fixture } from '../e2e/support/fixture.js';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await Fixture.open();
  page = await fixture.staff();
});
afterAll(() => fixture.close());

const field = () => page.getByPlaceholder(/^Search pages/);

const appears = () =>
  field()
    .waitFor({ timeout: 2000 })
    .then(
      () => true,
      () => false,
    );

async function type(words: string): Promise<void> {
  if (!(await field().isVisible())) {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    // A page that was just opened may not listen yet; the button in the navigation does the same.
    if (!(await appears())) await page.getByRole('button', { name: /^Search/ }).click();
  }
  await field().fill(words);
}

describe('Ctrl+K', () => {
  it.each([
    ['throwing', 'Throwing on the wheel', /\/memberships\/courses\/products\//],
    ['POTTERY', 'Pottery, all year', /\/marketing\/membership\//],
    ['mia', 'Mia Sommer', /\/contacts\//],
    ['add contact', 'Add contact', /\/contacts\?new=1/],
    ['test cl', 'Test clocks', /\/settings\/clocks/],
  ])('finds by %s, first of all, and Enter opens it', async (words, label, address) => {
    await page.goto(fixture.adminUrl);
    await type(words);
    await page.locator('[data-action][data-selected]').getByText(label).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(address);
  });

  it('keeps its field in place while results come and go', async () => {
    await page.goto(fixture.adminUrl);
    await type('');
    await page.waitForTimeout(400);
    const before = await field().boundingBox();
    await type('nothing is called this');
    await page.getByText('Nothing found').waitFor();
    expect((await field().boundingBox())?.y).toBe(before?.y);
  });

  it('has each heading once', async () => {
    await page.goto(fixture.adminUrl);
    await type('');
    await page.getByText('Sign out', { exact: true }).last().waitFor();
    expect(await page.locator('.mantine-Spotlight-actionsGroup').evaluateAll((groups) => groups.length)).toBe(2);
  });

  it('signs out', async () => {
    await type('sign out');
    await page.locator('[data-action][data-selected]').getByText('Sign out').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in to Perennial' }).waitFor();
  });
});
