import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addTag, line, onEvent } from '../story/graphs.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
let contactId: string;
const [old, renamed, kept] = ['wheel', 'thrower', 'potter'].map((word) => fresh(word).replaceAll(' ', '-'));
const automation = fresh('Tags throwers');
beforeAll(async () => {
  fixture = await Fixture.open();
  contactId = await fixture.adminTasks.person({ email: freshAddress('nia'), name: 'Nia Okafor' });
  await fixture.adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/${old}`);
  await fixture.adminTasks.automation(automation, line(onEvent(fresh('thrown')), addTag('tag', old ?? '')));
  page = await fixture.staff();
});
afterAll(() => fixture.close());

const row = (name: string | undefined) => page.getByRole('row').filter({ hasText: name ?? '' });
const dialog = () => page.getByRole('dialog');
const more = async (name: string | undefined, item: string) => {
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const find = (text: string | undefined) => page.getByRole('searchbox', { name: 'Search tags' }).fill(text ?? '');

describe('the list of tags', () => {
  it('creates, renames and merges, and shows what will change before', async () => {
    await page.goto(`${fixture.adminUrl}/contacts/tags`);
    await page.getByRole('button', { name: 'New tag' }).click();
    await dialog()
      .getByLabel('Name')
      .fill(kept ?? '');
    await dialog().getByRole('button', { name: 'Create' }).click();
    await page.getByText(`The tag “${kept}” is ready.`).waitFor();
    await find(old);
    await row(old)
      .getByRole('link', { name: `1 contact with the tag ${old}` })
      .waitFor();
    await fixture.accessibility.look(page, 'tags');

    await more(old, 'Rename');
    await dialog()
      .getByLabel('Name')
      .fill(renamed ?? '');
    await dialog().getByRole('button', { name: 'Rename' }).click();
    await page.getByText(`The tag is now called “${renamed}”.`).waitFor();
    await find(renamed);

    await more(renamed, 'Delete');
    await dialog().getByText('1 automation uses this tag, so you cannot delete it:').waitFor();
    await dialog().getByRole('link', { name: automation }).waitFor();
    await fixture.accessibility.look(page, 'a tag that is in use');
    await dialog().getByRole('button', { name: 'Merge into another tag' }).click();
    await dialog().getByText(`1 contact with “${renamed}” gets the other tag instead.`).waitFor();
    await dialog()
      .getByRole('combobox', { name: 'Merge into' })
      .fill(kept ?? '');
    await page.getByRole('option', { name: kept ?? '', exact: true }).click();
    await fixture.accessibility.look(page, 'a merge of tags');
    await dialog().getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText(`“${renamed}” is merged.`).waitFor();
    await find(kept);
    await row(kept)
      .getByRole('link', { name: `1 contact with the tag ${kept}` })
      .click();
    await page.getByRole('link', { name: 'Nia Okafor' }).click();
    await page
      .getByRole('group', { name: 'Tags' })
      .getByText(kept ?? '', { exact: true })
      .waitFor();
  });
});

describe('the tags of a contact', () => {
  it('are chosen, or created on purpose', async () => {
    const made = fresh('glazer').replaceAll(' ', '-');
    await page.goto(`${fixture.adminUrl}/contacts/${contactId}`);
    const tags = page.getByRole('group', { name: 'Tags' });
    await tags.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('combobox', { name: 'New tag' }).fill(made);
    await page.getByRole('option', { name: `Create tag “${made}”` }).click();
    await tags.getByText(made, { exact: true }).waitFor();
    // Whatever is typed and not chosen changes nothing.
    await tags.getByRole('button', { name: 'Add tag' }).click();
    await page.getByRole('combobox', { name: 'New tag' }).fill('never chosen');
    await page.keyboard.press('Escape');
    await tags.getByRole('button', { name: 'Add tag' }).waitFor();
    const contact = await fixture.adminTasks.admin.get<{ tags: string[] }>(`/api/admin/contacts/${contactId}`);
    expect(contact.tags).toContain(made);
    expect(contact.tags).not.toContain('never chosen');
  });
});
