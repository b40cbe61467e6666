import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line, onEvent, wait } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh } from './support/fixture.js';

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
    await preview.getByLabel('Name').fill(event);
    await canvas.sees(preview.getByText('Finished'));
    await preview.getByRole('button', { name: 'Save as scenario' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scenario' });
    await dialog.getByLabel('Name').fill('Is over in three days');
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

    await page.reload();
    await canvas.press('1 scenario fails');
    await canvas.sees(preview.getByRole('button', { name: /^Fails\s*Is over in three days/ }));
  });
});
