import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTag, line } from '../story/graphs.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

const added = { id: 'start', kind: 'trigger', config: { eventType: 'automation.requested' } };

describe('people are added to an automation', () => {
  it('from its page, by their addresses', async () => {
    const { adminTasks } = fixture;
    const id = await adminTasks.automation(fresh('Win-back'), line(added, addTag('tag', fresh('back'))));
    const [email, name, unknown] = [freshAddress('ada'), fresh('Ada Added'), freshAddress('unknown')];
    await adminTasks.person({ email, name });
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations/${id}/runs`);
    await page.getByRole('link', { name: 'Add people' }).click();
    await page.getByRole('heading', { name: 'Add people', level: 1 }).waitFor();
    await page.getByRole('radio', { name: 'A list of addresses' }).check();
    await page.getByRole('button', { name: 'Add people' }).click();
    await page.getByText('Enter at least one email address.').waitFor();
    await page.getByRole('textbox', { name: 'Email addresses' }).fill(`Ada <${email}>; ${unknown}`);
    await page.getByText('2 addresses', { exact: true }).waitFor();
    await fixture.accessibility.look(page, 'people to add');
    await page.getByRole('button', { name: 'Add people' }).click();
    await page.getByText('1 person entered.').waitFor();
    await page.getByText('1 address belongs to no contact').waitFor();
    await page.getByText(unknown).waitFor();
    await fixture.accessibility.look(page, 'people who were added');
    await page.getByRole('link', { name }).click();
    await page.waitForURL(new RegExp(`/automations/${id}/runs/`));
  });

  it('from the page of a person', async () => {
    const { adminTasks } = fixture;
    const automation = fresh('Personal offer');
    const id = await adminTasks.automation(automation, line(added, addTag('tag', fresh('offered'))));
    const contact = await adminTasks.person({ email: freshAddress('otto'), name: fresh('Otto Offered') });
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/contacts/${contact}`);
    await page.getByRole('link', { name: 'Start an automation' }).click();
    await page.getByRole('combobox', { name: 'Automation' }).fill(automation);
    await page.getByRole('option', { name: automation }).click();
    await fixture.accessibility.look(page, 'an automation to start');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('1 person entered.').waitFor();
    const { items } = await adminTasks.admin.get<{ items: { contact: { id: string } }[] }>(`/api/admin/automations/${id}/runs`);
    expect(items.map((run) => run.contact.id)).toEqual([contact]);
  });
});
