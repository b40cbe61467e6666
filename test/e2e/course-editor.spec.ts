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

const lessonText = () => page.getByRole('textbox', { name: 'Text', exact: true });

describe('the editor of a course', () => {
  it('says at the field what the api refuses, opens that lesson, and keeps what was typed', async () => {
    const course = await fixture.adminTasks.course(fresh('Films'), [{ title: 'One' }, { title: 'Two' }]);
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}?lesson=${course.lessonIds[0]}`);
    await page.getByText('Video', { exact: true }).click();
    await page.getByLabel('Video address').fill('youtube');
    await page.getByRole('button', { name: 'Two', exact: true }).click();
    await page.getByLabel('Title', { exact: true }).fill('Two, changed');
    await page.keyboard.press('Control+s');
    await page.getByText('“One”, video address: use an https address').waitFor();
    const field = page.getByLabel('Video address');
    await field.waitFor();
    expect(await field.inputValue()).toBe('youtube');
    await page.getByText(/^use an https address/).waitFor();
    await field.fill('https://youtu.be/dQw4w9WgXcQ');
    await page.keyboard.press('Control+s');
    await page.getByText('All saved').waitFor();
    await page.getByText('The course was not saved').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Two, changed', exact: true }).waitFor();
    expect(await page.getByLabel('Video address').inputValue()).toBe('https://youtu.be/dQw4w9WgXcQ');
  });

  it('saves a new lesson with its text, and brings a removed one back with its own', async () => {
    const course = await fixture.adminTasks.course(fresh('Texts'), [{ title: 'One' }]);
    await page.goto(`${fixture.adminUrl}/memberships/courses/products/${course.id}`);
    await page.getByRole('button', { name: 'Add lesson' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Written here');
    await lessonText().fill('A text of its own.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('All saved').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Written here', exact: true }).click();
    await page.getByText('A text of its own.').waitFor();
    await page.getByRole('button', { name: 'Remove lesson' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('All saved').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('All saved').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Written here', exact: true }).click();
    await page.getByText('A text of its own.').waitFor();
  });
});
