import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Canvas } from '../e2e/pages/canvas.js';
import { Fixture, fresh } from '../e2e/support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

const start = { id: 'start', kind: 'trigger', config: { eventType: 'tag.added' } };
const steps = [
  { id: 'wait', kind: 'waitDuration', config: { amount: 2, unit: 'days' } },
  { id: 'tag', kind: 'addTag', config: { tag: 'warm' } },
];
const lines = [
  { source: 'start', port: 'next', target: 'wait' },
  { source: 'wait', port: 'next', target: 'tag' },
];

describe('two steps and the line between them', () => {
  it('are pasted into another automation with the line, and undone as one change', async () => {
    const { admin } = fixture.adminTasks;
    const from = await made('Copied from', [start, ...steps], lines);
    const into = await made('Pasted into', [start], []);
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${from}`);
    await canvas.card('Wait 2 days').click();
    await canvas.card('warm').click({ modifiers: ['Control'] });
    await canvas.sees(page.getByRole('heading', { name: '2 steps selected' }));
    await fixture.accessibility.look(page, 'two selected steps');
    await page.keyboard.press('Control+C');

    await page.goto(`${fixture.adminUrl}/automations/${into}`);
    await canvas.card('Trigger').first().waitFor();
    await page.keyboard.press('Control+V');
    await canvas.sees(page.getByRole('heading', { name: '2 steps selected' }));
    await canvas.saved();
    const { draft } = await admin.get<{ draft: { nodes: { id: string; kind: string; config: object }[]; edges: object[] } }>(
      `/api/admin/automations/${into}`,
    );
    const [wait, tag] = draft.nodes.filter(({ id }) => id !== start.id);
    expect(wait).toMatchObject({ kind: 'waitDuration', config: { amount: 2, unit: 'days' } });
    expect(tag).toMatchObject({ kind: 'addTag', config: { tag: expect.any(String) } });
    expect(draft.edges).toEqual([{ source: wait?.id, port: 'next', target: tag?.id }]);

    await canvas.press('Undo');
    await canvas.card('Wait 2 days').waitFor({ state: 'detached' });
    expect(await page.locator('.react-flow__node-step').count()).toBe(1);
  });
});

describe('a whole automation', () => {
  it('is duplicated from its page as a draft', async () => {
    const id = await made('Original', [start, ...steps], lines);
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await canvas.press('More');
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await canvas.sees(page.getByText(/^“Copy of Original .*” is a draft\./));
    expect(page.url()).not.toContain(id);
    await canvas.card('warm').waitFor();
    // The copy is drawn after its list of steps was read; until then nothing is.
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__node-step').length === 3);
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});

async function made(name: string, nodes: readonly object[], edges: readonly object[]): Promise<string> {
  const { admin } = fixture.adminTasks;
  const { id } = await admin.post<{ id: string }>('/api/admin/automations', { name: fresh(name) });
  await admin.put(`/api/admin/automations/${id}/draft`, { graph: { schemaVersion: 1, nodes, edges }, revision: 1 });
  return id;
}
