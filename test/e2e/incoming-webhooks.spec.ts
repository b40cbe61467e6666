import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

const post = async (address: string, body: object): Promise<number> =>
  (await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).status;

describe('an automation on a webhook', () => {
  it('is drawn with the fields of a received body, and starts for the person of the next one', async () => {
    const { adminTasks } = fixture;
    const { admin } = adminTasks;
    const { id } = await admin.post<{ id: string }>('/api/admin/automations', { name: fresh('Form') });
    const page = await fixture.staff();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await canvas.startWith('Incoming webhook');
    await canvas.sees(canvas.card('When a webhook arrives'));
    const settings = canvas.settings('Trigger');
    await canvas.sees(settings.getByText('Nothing has arrived yet.'));
    const address = await settings.getByRole('textbox', { name: 'Address', exact: true }).inputValue();
    await settings.getByRole('button', { name: 'Copy address' }).click();
    await settings.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
    await canvas.saved();

    // The web server passes it on, as it does for other systems.
    const { pathname } = new URL(address);
    const outside = `http://127.0.0.1:${new URL(fixture.adminUrl).port}${pathname}`;
    const email = freshAddress('wanda');
    expect(await post(outside, { form: { answers: [{ email }], budget: 70 } })).toBe(422);
    await canvas.sees(settings.getByText('The body has no email address at “email”.'));
    await settings.getByRole('button', { name: 'Show body' }).click();
    await canvas.sees(settings.getByText('"budget": 70'));
    await settings.getByRole('combobox', { name: 'Email address' }).click();
    await page.getByRole('option', { name: 'form.answers.0.email' }).click();
    await settings.getByRole('button', { name: 'Add a field' }).click();
    await settings.getByRole('combobox', { name: 'Field 1', exact: true }).click();
    await page.getByRole('option', { name: 'form.budget' }).click();
    expect(await settings.getByRole('textbox', { name: 'Name of field 1' }).inputValue()).toBe('budget');
    await settings.getByRole('button', { name: 'Add a condition' }).click();
    await settings.getByRole('combobox', { name: 'Name of the property' }).click();
    await page.getByRole('option', { name: 'budget' }).click();
    await settings.getByRole('textbox', { name: 'Compared with' }).fill('70');
    await canvas.sees(canvas.card(/When a webhook arrives, if .*budget.* is .*70/));
    await fixture.accessibility.look(page, 'a trigger on a webhook');
    await canvas.add('Exit');
    await canvas.saved();
    await canvas.card('When a webhook arrives').click();
    expect(await post(address, { form: { answers: [{ email }], budget: 70 } })).toBe(202);
    await canvas.sees(settings.getByText('It started nobody, because the trigger was not published yet.'));
    await settings.getByRole('button', { name: 'Use as sample' }).click();
    await settings.getByRole('listitem').filter({ hasText: 'Refused' }).getByRole('button', { name: 'Used as sample' }).waitFor();
    await canvas.publish();

    expect(await post(address, { form: { answers: [{ email }], budget: 70 } })).toBe(202);
    const runs = () => admin.get<{ items: { contact: { email: string } }[] }>(`/api/admin/automations/${id}/runs`);
    await adminTasks.until('the person is in the automation', async () => (await runs()).items.length > 0);
    expect((await runs()).items.map(({ contact }) => contact.email)).toEqual([email]);
    await page.goto(`${fixture.adminUrl}/automations/${id}/runs`);
    await page.getByRole('link', { name: email }).click();
    await page.waitForURL(new RegExp(`/automations/${id}/runs/`));
  });
});
