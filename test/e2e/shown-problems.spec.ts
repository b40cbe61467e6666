import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
beforeAll(async () => {
  fixture = await Fixture.open();
  page = await fixture.staff();
});
afterAll(() => fixture.close());

describe('a problem is shown where it is', () => {
  it('a film that cannot be loaded says so and links to it, and an optional lesson is marked', async () => {
    const course = await fixture.adminTasks.course(fresh('Reels'), [
      { title: 'Watching', preview: true },
      { title: 'Extra', required: false },
    ]);
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}?lesson=${course.lessonIds[0]}`);
    const optional = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) }).getByText('Optional');
    await optional('Extra').waitFor();
    expect(await optional('Watching').count()).toBe(0);
    await page.getByText('Video', { exact: true }).click();
    await page.getByLabel('Video address').fill('https://films.kiln.invalid/none.mp4');
    await page.keyboard.press('Control+s');
    await page.getByText('All saved').waitFor();
    const visitor = await fixture.visitor();
    await visitor.goto(`${fixture.portalUrl()}/courses/${course.id}?lesson=${course.lessonIds[0]}`);
    const notice = visitor.getByRole('status').filter({ hasText: 'This video could not be loaded' });
    await notice.waitFor();
    expect(await notice.getByRole('link').getAttribute('href')).toBe('https://films.kiln.invalid/none.mp4');
    await fixture.accessibility.look(visitor, 'a film that cannot be loaded');
  });
});
