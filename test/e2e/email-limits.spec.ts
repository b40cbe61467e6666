import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onEvent } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(async () => {
  await fixture.adminTasks.admin.patch('/api/admin/school', { emailLimits: null });
  await fixture.close();
});

describe('quiet hours and limits for marketing emails', () => {
  it('are set by staff, and shown on the canvas and in the preview', async () => {
    const { admin } = fixture.adminTasks;
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/settings/email`);
    await canvas.follow('Quiet hours and limits');
    await canvas.heading('Quiet hours and limits');
    await page.getByLabel('From').fill('21:00');
    await canvas.press('Save');
    await canvas.sees('Enter when the quiet hours end.');
    await page.getByLabel('To', { exact: true }).fill('08:00');
    await page.getByLabel('At most per week').fill('2');
    await fixture.accessibility.look(page, 'limits for emails');
    await canvas.press('Save');
    await canvas.sees('Saved.');

    const letter = await admin.post<{ id: string }>('/api/admin/email-templates', { name: fresh('Letter') });
    const { id, draftRevision } = await admin.post<{ id: string; draftRevision: number }>('/api/admin/automations', {
      name: fresh('Letters'),
    });
    const mail = { id: 'mail', kind: 'sendEmail', config: { templateId: letter.id, category: 'marketing' } };
    const graph = {
      schemaVersion: 1,
      nodes: [onEvent('letters'), mail],
      edges: [{ source: 'start', port: 'next', target: 'mail' }],
    };
    await admin.put(`/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    const line = 'Marketing emails: at most 2 a week, not between 21:00 and 08:00 their time';
    const rules = page.getByRole('button', { name: new RegExp(line) });
    await canvas.sees(rules);
    await rules.click();
    await canvas.choose(
      page.getByRole('combobox', { name: 'Priority of marketing emails' }),
      'High: before those of other automations',
    );
    await canvas.sees(page.getByRole('button', { name: new RegExp(`${line}, high priority`) }));
    await canvas.saved();
    await page.getByRole('button', { name: 'Preview' }).click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByLabel('Starts at').fill('2027-03-01T22:30');
    await canvas.sees(preview.getByText(/Held until 2 Mar 2027, 08:00 .*: quiet hours from 21:00 to 08:00\./));
    await canvas.sees(preview.getByText('Finished'));
    expect(fixture.accessibility.found).toEqual([]);
  });
});
