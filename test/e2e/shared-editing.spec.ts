import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh } from './support/fixture.js';

// Two members of staff, each in a browser of their own, have the same screen open.
let fixture: Fixture;
let one: Page;
let other: Page;
const within = { timeout: 10_000 };

beforeAll(async () => {
  fixture = await Fixture.open();
  [one, other] = [await fixture.staff(), await fixture.staff()];
});
afterAll(() => fixture.close());

/** Both open the same page of the admin app. */
async function both(path: string): Promise<void> {
  for (const page of [one, other]) await page.goto(`${fixture.adminUrl}${path}`);
}

describe('staff with the same screen open', () => {
  it('see each other’s drawing, and what could not be saved over it is not lost without a word', async () => {
    const id = await fixture.adminTasks.automation(fresh('Drawn by two'), {
      nodes: [
        { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } },
        { id: 'wait', kind: 'waitDuration', config: { amount: 2, unit: 'days' } },
      ],
      edges: [{ source: 'start', port: 'next', target: 'wait' }],
    });
    await both(`/automations/${id}`);
    const [mine, theirs] = [new Canvas(one), new Canvas(other)];
    await theirs.card('Wait').first().waitFor();
    await mine.add('Add tag');
    await mine.saved();
    await theirs.card('Add tag').waitFor(within);
    expect(await theirs.cards()).toBe(await mine.cards());
    await theirs.saved();
    // And in the other direction, starting from the received drawing.
    await theirs.card('Add tag').click();
    await other.getByRole('combobox', { name: 'Tag' }).fill('by-the-other');
    await other.getByRole('option', { name: 'Create tag “by-the-other”' }).click();
    await theirs.saved();
    await mine.card('by-the-other').waitFor(within);
  });

  it('see each other’s outline and details of a course', async () => {
    const course = await fixture.adminTasks.course(fresh('Kept by two'), [{ title: 'Centering' }]);
    await both(`/memberships/courses/products/${course.id}`);
    await other.getByText('Centering').first().waitFor();
    await one.getByText('Centering').first().click();
    await one.getByLabel('Title', { exact: true }).fill('Centering the clay');
    await one.getByRole('button', { name: 'Save' }).click();
    await one.getByText('All saved').waitFor(within);
    await other.getByText('Centering the clay').first().waitFor(within);
    await both(`/memberships/courses/products/${course.id}?tab=details`);
    await one.getByLabel('Description').fill('Two hands, one wheel.');
    await one.getByRole('button', { name: 'Save' }).click();
    await other.getByText('Two hands, one wheel.').waitFor(within);
  });

  it('keep what they type where both change the same field', async () => {
    const { id } = await fixture.adminTasks.admin.post<{ id: string }>('/api/admin/plans', {
      title: fresh('Priced by two'),
      priceAmount: 2900,
      intervalMonths: 1,
      productIds: [],
    });
    await both(`/marketing/membership/${id}`);
    await other.getByLabel('Title').fill('My title');
    await one.getByLabel('Title').fill('Their title');
    await one.getByRole('button', { name: 'Save' }).click();
    await other.getByText('Changed by someone else').waitFor(within);
    expect(await other.getByLabel('Title').inputValue()).toBe('My title');
    await other.getByRole('button', { name: 'Load theirs' }).click();
    expect(await other.getByLabel('Title').inputValue()).toBe('Their title');
  });
});
