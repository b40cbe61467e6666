import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('the gallery of templates', () => {
  it('shows a picture of each, finds them, and asks for the course that a template is about', async () => {
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations`);
    const canvas = new Canvas(page);
    await canvas.follow('Templates');
    await canvas.heading('Templates');
    const cards = page.locator('button:has(svg[viewBox])').filter({ hasText: 'after' });
    await cards.first().waitFor();
    expect(await page.getByText('Asks for: course', { exact: true }).count()).toBe(1);
    await fixture.accessibility.look(page, 'the gallery of templates');
    await page.getByRole('textbox', { name: 'Find a template' }).fill('companion');
    await page.getByRole('button', { name: 'Course companion' }).click();
    const dialog = page.getByRole('dialog', { name: 'Course companion' });
    await dialog.getByRole('button', { name: 'Create' }).click();
    await canvas.sees(dialog.getByText('Choose a course.'));
    await dialog.getByRole('combobox', { name: 'Course' }).click();
    await page.getByRole('option').first().click();
    await fixture.accessibility.look(page, 'what a template asks for');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(fresh('Companion'));
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('application').waitFor();
    await canvas.sees(canvas.card('Go back').first());
    await canvas.sees('No issues.');
  });

  it('fills an empty canvas', async () => {
    const { admin } = fixture.adminTasks;
    const { id } = await admin.post<{ id: string }>('/api/admin/automations', { name: fresh('Empty') });
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    const canvas = new Canvas(page);
    await page.getByRole('radiogroup', { name: 'Category' }).getByText('Payments', { exact: true }).click();
    await page.getByRole('button', { name: 'Failed payment' }).click();
    await page.getByRole('application').waitFor();
    await canvas.saved();
    expect((await admin.get<{ draft: { nodes: object[] } }>(`/api/admin/automations/${id}`)).draft.nodes).toHaveLength(4);
  });
});

describe('the overview map', () => {
  it('draws which automation starts another one, and says why', async () => {
    const { admin } = fixture.adminTasks;
    const tag = (await admin.post<{ id: string }>('/api/admin/tags', { name: fresh('mapped') })).id;
    const publish = async (name: string, nodes: object[]) => {
      const { id, draftRevision } = await admin.post<{ id: string; draftRevision: number }>('/api/admin/automations', { name });
      const graph = { schemaVersion: 1, nodes, edges: [{ source: 't', port: 'next', target: 's' }] };
      await admin.put(`/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
      await admin.post(`/api/admin/automations/${id}/publish`, { revision: draftRevision + 1 });
      return name;
    };
    const filters = { match: 'all', tests: [{ field: 'event.tagId', operator: 'is', value: tag }] };
    const from = await publish(fresh('Tags people'), [
      {
        id: 't',
        kind: 'trigger',
        config: {
          eventType: 'custom.event',
          filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: 'mapped' }] },
        },
      },
      { id: 's', kind: 'addTag', config: { tag } },
    ]);
    const to = await publish(fresh('Follows the tag'), [
      { id: 't', kind: 'trigger', config: { eventType: 'tag.added', filters } },
      { id: 's', kind: 'waitDuration', config: { amount: 1, unit: 'days' } },
    ]);
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations`);
    await canvas.fromMenu('More', 'Overview map');
    await canvas.heading('Overview map');
    await page.locator('.react-flow__node').filter({ hasText: from }).waitFor();
    await canvas.sees(
      page.getByRole('region', { name: from }).getByText(/^Adds the tag “mapped.*”\. A trigger starts with it\.$/),
    );
    await fixture.accessibility.look(page, 'the overview map');
    await page.getByRole('region', { name: from }).getByRole('link', { name: to }).click();
    await page.getByRole('application').waitFor();
  });
});

describe('what was looked at', () => {
  it('has no serious accessibility problem', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
