import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Portal } from './pages/shop.js';
import { memberPassword, type Plan } from './support/admin-tasks.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let plan: Plan;
const member = { email: freshAddress('uma'), name: 'Uma Holt' };
beforeAll(async () => {
  fixture = await Fixture.open();
  const course = await fixture.adminTasks.course(fresh('Nerikomi'), [{ title: 'Stacking' }]);
  plan = await fixture.adminTasks.plan(fresh('Nerikomi year'), { productIds: [course.id] });
  await fixture.adminTasks.member(member);
});
afterAll(() => fixture.close());

const question = (page: Page) => page.getByRole('dialog', { name: 'Leave without saving?' });
const email = (page: Page) => page.getByRole('textbox', { name: 'Email' });
const password = (page: Page) => page.getByRole('textbox', { name: 'Password' });

describe('what is typed before signing in', () => {
  it('is kept between sign-in and the forgotten password of staff, without a question', async () => {
    const page = await fixture.visitor();
    await page.goto(`${fixture.adminUrl}/sign-in`);
    await email(page).fill('nobody@kiln.example');
    await password(page).fill('not-the-password');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { name: 'Forgot your password' }).waitFor();
    expect(await email(page).inputValue()).toBe('nobody@kiln.example');
    await page.getByRole('link', { name: 'Back to sign in' }).click();
    await page.getByRole('heading', { name: 'Sign in to Perennial' }).waitFor();
    expect(await email(page).inputValue()).toBe('nobody@kiln.example');
    expect(await password(page).inputValue()).toBe('not-the-password');
    expect(await question(page).count()).toBe(0);
  });

  it('is forgotten once staff have signed in', async () => {
    const page = await fixture.staff();
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('@');
  });

  it('is asked about where it is a new password', async () => {
    const page = await fixture.visitor();
    await page.goto(`${fixture.adminUrl}/reset-password?token=none`);
    const typed = page.getByRole('textbox', { name: 'New password' });
    await typed.fill('a-new-password-1');
    await page.getByRole('link', { name: 'Email me a new link' }).click();
    await question(page).getByRole('button', { name: 'Stay' }).click();
    expect(await typed.inputValue()).toBe('a-new-password-1');
    await page.getByRole('link', { name: 'Email me a new link' }).click();
    await question(page).getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'Forgot your password' }).waitFor();
  });

  it('is kept between a plan, signing in and a reload, without a question', async () => {
    const page = await fixture.visitor();
    await page.goto(`${fixture.portalUrl()}/plans/${plan.slug}`);
    await email(page).fill('lea@visitor.example');
    await page.getByLabel('Name').fill('Lea Brandt');
    await page.getByRole('checkbox').check();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: /^Sign in to / }).waitFor();
    expect(await email(page).inputValue()).toBe('lea@visitor.example');
    await page.getByText('Password', { exact: true }).click();
    await password(page).fill('half-typed');
    await page.goBack();
    await page.getByLabel('Name').waitFor();
    await page.reload();
    expect(await email(page).inputValue()).toBe('lea@visitor.example');
    expect(await page.getByLabel('Name').inputValue()).toBe('Lea Brandt');
    expect(await page.getByRole('checkbox').isChecked()).toBe(true);
    expect(await question(page).count()).toBe(0);
  });
});

describe('what a member typed when the session ends', () => {
  /** The account page with a typed name that cannot be saved: the session is over. */
  const interrupted = async (name: string): Promise<Page> => {
    const page = await fixture.visitor();
    await new Portal(page).signIn(fixture.portalUrl(), member.email, memberPassword);
    await page.goto(`${fixture.portalUrl()}/account`);
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Save' }).click();
    await notice(page).waitFor();
    return page;
  };
  const notice = (page: Page) => page.getByRole('dialog', { name: 'You are signed out' });
  const signIn = async (page: Page, who: string) =>
    new Portal(await page.context().newPage()).signIn(fixture.portalUrl(), who, memberPassword);

  it('stays, and is saved after signing in again', async () => {
    const page = await interrupted('Uma Holt-Reyes');
    await fixture.accessibility.look(page, 'signed out with something typed');
    await signIn(page, member.email);
    await notice(page).getByRole('button', { name: 'I have signed in' }).click();
    await notice(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Uma Holt-Reyes');
  });

  it('is not saved for another person who signs in instead', async () => {
    const other = { email: freshAddress('vic'), name: 'Vic Other' };
    await fixture.adminTasks.member(other);
    const page = await interrupted('Uma again');
    await signIn(page, other.email);
    await notice(page).getByRole('button', { name: 'I have signed in' }).click();
    await notice(page)
      .getByText(new RegExp(`^${other.email} is signed in now`))
      .waitFor();
    await notice(page).getByRole('button', { name: 'Leave without saving' }).click();
    await notice(page).waitFor({ state: 'detached' });
    await page.reload();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Vic Other');
  });

  it('can be given up', async () => {
    const page = await interrupted('Uma no more');
    await notice(page).getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: /^Sign in to / }).waitFor();
  });
});
