import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addTag, line } from '../story/graphs.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
let page: Page;
const tag = fresh('slip-caster').replaceAll(' ', '-');
const [inside, outside] = [fresh('Ines Inside'), fresh('Olaf Outside')];
const [filtered, built] = [fresh('Casters'), fresh('Both of them')];
beforeAll(async () => {
  fixture = await Fixture.open();
  const { adminTasks } = fixture;
  const id = await adminTasks.person({ email: freshAddress('ines'), name: inside });
  await adminTasks.admin.put(`/api/admin/contacts/${id}/tags/${tag}`);
  await adminTasks.person({ email: freshAddress('olaf'), name: outside });
  page = await fixture.staff();
});
afterAll(() => fixture.close());

const tests = [{ field: 'contact.tags', operator: 'includes', value: tag }];
const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const combobox = (name: string) => page.getByRole('combobox', { name, exact: true });

describe('segments', () => {
  it('are saved from the filter of the contact list, and show who is in them', async () => {
    const { items } = await fixture.adminTasks.admin.get<{ items: { id: string }[] }>(`/api/admin/tags?q=${tag}`);
    const filter = { match: 'all', tests: [{ ...tests[0], value: items[0]?.id }] };
    await page.goto(`${fixture.adminUrl}/contacts?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    await page.getByRole('link', { name: inside }).waitFor();
    await page.getByRole('button', { name: 'Save as segment' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`They have the tag “${tag}”`).waitFor();
    await dialog.getByLabel('Name').fill(filtered);
    await fixture.accessibility.look(page, 'a filter that is saved as a segment');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: filtered }).waitFor();
    await page.getByText('1 contact meets this now.').waitFor();
    await page.getByText('No automation and no other segment uses this segment.').waitFor();
    await fixture.accessibility.look(page, 'a segment');
    await page.getByRole('link', { name: 'Show contacts' }).click();
    await page.getByRole('link', { name: inside }).waitFor();
    expect(await page.getByRole('link', { name: outside }).count()).toBe(0);
    await page.getByRole('link', { name: inside }).click();
    await page.getByText(`In the segment ${filtered}`).waitFor();
    await page.getByRole('link', { name: filtered }).click();
    await page.getByRole('heading', { name: filtered }).waitFor();
  });

  it('are built from conditions and groups, changed, and deleted with a way back', async () => {
    await page.goto(`${fixture.adminUrl}/contacts/segments`);
    await page.getByRole('link', { name: 'New segment' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill(built);
    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.getByText('Add at least one condition.').waitFor();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('textbox', { name: 'Compared with' }).fill(inside);
    await page.getByRole('button', { name: 'Add a group' }).click();
    const group = page.getByRole('group', { name: 'Group of conditions' });
    await group.getByRole('textbox', { name: 'Compared with' }).fill(outside);
    await page.getByText('Any of these', { exact: true }).click();
    await page.getByText('2 contacts meet this now.').waitFor();
    await fixture.accessibility.look(page, 'a new segment');
    await page.getByRole('button', { name: 'Create segment' }).click();
    await page.getByRole('heading', { name: built }).waitFor();

    await group.getByRole('button', { name: 'Remove this condition' }).click();
    await page.getByText('1 contact meets this now.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Segments' }).last().click();
    await page.getByRole('searchbox', { name: 'Search segments' }).fill(built);
    await row(built).getByText(`Their name is “${inside}”`).waitFor();
    await row(built)
      .getByRole('link', { name: `1 contact in the segment ${built}` })
      .waitFor();
    await fixture.accessibility.look(page, 'segments');
    await row(built).getByRole('link', { name: built, exact: true }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`The segment “${built}” is deleted. Contacts stay.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('searchbox', { name: 'Search segments' }).fill(built);
    await row(built).waitFor();
  });

  it('start an automation when someone enters, and are chosen by their name', async () => {
    const { adminTasks } = fixture;
    const segments = await adminTasks.admin.get<{ items: { id: string }[] }>(
      `/api/admin/segments?q=${encodeURIComponent(filtered)}`,
    );
    const segmentId = segments.items[0]?.id ?? '';
    const ofSegment = { match: 'all', tests: [{ field: 'event.segmentId', operator: 'is', value: segmentId }] };
    const entered = { id: 'start', kind: 'trigger', config: { eventType: 'segment.entered', filters: ofSegment } };
    const name = fresh('Welcomes casters');
    const id = await adminTasks.automation(name, line(entered, addTag('tag', `${tag}-welcome`)));
    const contactId = await adminTasks.person({ email: freshAddress('nele'), name: fresh('Nele New') });
    await adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/${tag}`);
    await adminTasks.until('the tag of the automation is there', async () => {
      const { tags } = await adminTasks.admin.get<{ tags: string[] }>(`/api/admin/contacts/${contactId}`);
      return tags.includes(`${tag}-welcome`);
    });
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await page.getByText(`someone enters the segment “${filtered}”`).first().waitFor();
    await page.goto(`${fixture.adminUrl}/contacts/${contactId}`);
    await page.getByText('Entered a segment').first().waitFor();
    await page.goto(`${fixture.adminUrl}/contacts`);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await combobox('Field').click();
    await page.getByRole('option', { name: 'Segment', exact: true }).click();
    await combobox('Compared with').fill(filtered);
    await page.getByRole('option', { name: filtered, exact: true }).click();
    await page.getByText('2 contacts', { exact: true }).waitFor();
    await page.getByRole('button', { name: `Remove the filter: They are in the segment “${filtered}”` }).waitFor();
  });

  it('fit a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${fixture.adminUrl}/contacts/segments`);
    await page.getByRole('link', { name: filtered }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('link', { name: filtered, exact: true }).first().click();
    await combobox('Field').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(fixture.accessibility.found).toEqual([]);
  });
});
