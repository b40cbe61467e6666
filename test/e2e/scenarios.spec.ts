import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTag, line, onEvent, wait } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('a scenario', () => {
  it('is saved from the preview, fails when a wait gets longer, and asks for a decision before publishing', async () => {
    const event = fresh('tested').replace(' ', '_');
    const id = await fixture.adminTasks.automation(fresh('Tested'), line(onEvent(event), wait('pause', 3, 'days')));
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    const canvas = new Canvas(page);
    await page.getByRole('application').waitFor();

    await canvas.press('Preview');
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByRole('button', { name: 'Event data' }).click();
    await preview.getByLabel('Name', { exact: true }).fill(event);
    await canvas.sees(preview.getByText('Finished'));
    await preview.getByRole('button', { name: 'Save as scenario' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scenario' });
    await dialog.getByLabel('Name', { exact: true }).fill('Is over in three days');
    await dialog.getByLabel('Within').fill('3');
    await fixture.accessibility.look(page, 'scenario dialog');
    await dialog.getByRole('button', { name: 'Save scenario' }).click();
    await canvas.sees(preview.getByText('1 scenario passes'));
    await fixture.accessibility.look(page, 'preview with a scenario');
    await preview.getByRole('button', { name: 'Close the preview' }).click();

    await canvas.card('Wait 3 days').click();
    await canvas.settings('Wait').getByLabel('Wait for').fill('5');
    await canvas.saved();
    await canvas.press('Publish');
    const publishing = page.getByRole('dialog');
    await canvas.sees(publishing.getByText('The journey should finish within 3 days. It finishes after 5 days.'));
    const publish = publishing.getByRole('button', { name: 'Publish anyway' });
    expect(await publish.isDisabled()).toBe(true);
    await fixture.accessibility.look(page, 'publish dialog with a failing scenario');
    await publishing.getByLabel('Publish although it fails').check();
    await publish.click();
    await canvas.sees(/^Published\./);

    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await canvas.press('1 scenario fails');
    await canvas.sees(preview.getByRole('button', { name: /^Fails\s*Is over in three days/ }));
  });
});

describe('past journeys with the draft', () => {
  it('show who would take another path, on the canvas', async () => {
    const { adminTasks } = fixture;
    const [event, seen, unseen] = [fresh('past').replace(' ', '_'), fresh('seen'), fresh('unseen')];
    const ask = (tag: string) => ({
      id: 'ask',
      kind: 'ifElse',
      config: { condition: { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] } },
    });
    const tagId = async (name: string) => (await adminTasks.admin.post<{ id: string }>('/api/admin/tags', { name })).id;
    const [had, lacked] = [await tagId(seen), await tagId(unseen)];
    const id = await adminTasks.automation(
      fresh('Past'),
      line(onEvent(event), [ask(had), 'yes'], addTag('thank', fresh('thanked'))),
    );
    const email = freshAddress('ines');
    const contact = await adminTasks.person({ email, name: 'Ines Moreau' });
    await adminTasks.admin.put(`/api/admin/contacts/${contact}/tags/${encodeURIComponent(seen)}`, {});
    await adminTasks.event(email, event);
    await adminTasks.runOf(id, 'completed');
    const { draft, draftRevision: revision } = await adminTasks.admin.get<{
      draft: { nodes: { id: string }[] };
      draftRevision: number;
    }>(`/api/admin/automations/${id}`);
    const nodes = draft.nodes.map((node) => (node.id === 'ask' ? ask(lacked) : node));
    await adminTasks.admin.put(`/api/admin/automations/${id}/draft`, { graph: { ...draft, nodes }, revision });

    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    const canvas = new Canvas(page);
    await page.getByRole('application').waitFor();
    await canvas.press('More');
    await page.getByRole('menuitem', { name: 'Compare with past journeys' }).click();
    await canvas.heading('Past journeys with the draft');
    await canvas.sees('1 of 1 would take another branch');
    await canvas.sees('Takes “no” instead of “yes” at “If / else”.');
    await fixture.accessibility.look(page, 'past journeys with the draft');
    await page.getByText('As it was, version 1').click();
    await canvas.sees(canvas.card('Add tag'));
    expect(fixture.accessibility.found).toEqual([]);
  });
});
