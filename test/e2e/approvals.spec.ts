import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onEvent } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('a journey that asks for approval', () => {
  it('is drawn, waits on Home, and continues on the branch of the answer', async () => {
    const { admin } = fixture.adminTasks;
    const name = fresh('onboarding').replaceAll(/\W+/g, '_');
    const { id, draftRevision } = await admin.post<{ id: string; draftRevision: number }>('/api/admin/automations', { name });
    await admin.put(`/api/admin/automations/${id}/draft`, {
      graph: { schemaVersion: 1, nodes: [onEvent(name)], edges: [] },
      revision: draftRevision,
    });
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await page.getByRole('application').waitFor();
    await canvas.add('Ask for approval');
    const question = `Is this person ready for ${name}?`;
    await page.getByLabel('Question').fill(question);
    await canvas.sees(canvas.card(`Ask the staff: ${question}`));
    await canvas.saved();
    await canvas.publish();

    const email = `${name}@example.com`;
    await fixture.adminTasks.person({ email, name: 'Ida Approved' });
    await fixture.adminTasks.event(email, name);
    await page.goto(`${fixture.adminUrl}/`);
    const waiting = page.getByRole('region', { name: 'Waiting for your decision' }).getByText(question);
    await canvas.sees(waiting);
    await fixture.accessibility.look(page, 'Home with a question');
    await page.getByLabel(`Note about: ${question}`).fill('Paid by invoice.');
    await page.getByRole('button', { name: `Approve: ${question}` }).click();
    await canvas.sees('Approved. The journey continues.');
    await waiting.waitFor({ state: 'detached' });
    await page.goto(`${fixture.adminUrl}/automations/approvals?answered=1`);
    await canvas.sees(page.getByText(/: Paid by invoice\./));
    await fixture.accessibility.look(page, 'answered approvals');
    const run = await fixture.adminTasks.runOf(id, 'completed');
    await page.goto(`${fixture.adminUrl}/automations/${id}/runs/${run}`);
    await canvas.sees(page.getByText(/Approved by .*Note: “Paid by invoice\.”/));
    expect(fixture.accessibility.found).toEqual([]);
  });
});
