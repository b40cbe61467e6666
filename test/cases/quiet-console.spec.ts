import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Fixture } from '../e2e/support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

/** Collects what a browser shows in red. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

describe('the console of a browser shows no error', () => {
  it('to a visitor of a portal, nor to a member who signs in and out', async () => {
    const page = await fixture.visitor();
    const errors = errorsOf(page);
    await page.goto(fixture.portalUrl());
    await page.getByRole('link', { name: 'Sign in' }).click();
    const member = fixture.stack.logins.find(({ who }) => who === 'Member');
    await page.goto(`${fixture.portalUrl()}/sign-in`);
    await page.getByRole('textbox', { name: 'Email' }).fill(member?.email ?? '');
    const password = page.getByRole('textbox', { name: 'Password' });
    if (!(await password.isVisible()))
      await page
        .getByText(/password/i)
        .first()
        .click();
    await password.fill(member?.password ?? '');
    await password.press('Enter');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(errors).toEqual([]);
  });

  it('to staff who open the admin app, sign in and out', async () => {
    const page = await fixture.visitor();
    const errors = errorsOf(page);
    const owner = fixture.stack.logins.find(({ who }) => who === 'Owner');
    await page.goto(`${fixture.adminUrl}/contacts`);
    await page.getByRole('textbox', { name: 'Email' }).fill(owner?.email ?? '');
    await page.getByRole('textbox', { name: 'Password' }).fill(owner?.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Perennial' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(errors).toEqual([]);
  });
});
