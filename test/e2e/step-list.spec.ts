import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { addTag, onEvent, wait } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { windows } from './support/accessibility.js';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

type Link = { source: string; port: string; target: string };
type Note = { text: string; colour: string; x: number; width: number };
type Draft = {
  draft: {
    nodes: { id: string; kind: string }[];
    edges: Link[];
    canvas?: { notes: Note[]; groups: { name: string; steps: string[] }[] };
  };
};

const next = (source: string, target: string, port = 'next'): Link => ({ source, port, target });
const condition = { match: 'all', tests: [{ field: 'contact.name', operator: 'isNotEmpty', value: null }] };
const ask = { id: 'ask', kind: 'ifElse', config: { condition } };
const steps = [onEvent('tools'), wait('one', 1, 'days'), ask, wait('two', 2, 'days'), addTag('tag', 'tag')];
const links = [next('start', 'one'), next('one', 'ask'), next('ask', 'two', 'yes'), next('two', 'tag'), next('ask', 'tag', 'no')];

/** An automation with these steps, open in a window of this size. */
async function opened(size: (typeof windows)[keyof typeof windows] = windows.mailer) {
  const { admin } = fixture.adminTasks;
  const { id, draftRevision } = await admin.post<{ id: string; draftRevision: number }>('/api/admin/automations', {
    name: fresh('Listed'),
  });
  await admin.put(`/api/admin/automations/${id}/draft`, {
    graph: { schemaVersion: 1, nodes: steps, edges: links },
    revision: draftRevision,
  });
  const page = await fixture.staff();
  await page.setViewportSize(size);
  await page.goto(`${fixture.adminUrl}/automations/${id}`);
  const draft = async () => (await admin.get<Draft>(`/api/admin/automations/${id}`)).draft;
  const leads = (...expected: string[]) =>
    fixture.adminTasks.until(`the steps lead ${expected.join(', ')}`, async () => {
      const { nodes, edges } = await draft();
      const nameOf = (step: string) =>
        steps.some((known) => known.id === step) ? step : (nodes.find(({ id: of }) => of === step)?.kind ?? step);
      const drawn = edges.map(({ source, port, target }) => `${nameOf(source)}:${port}>${nameOf(target)}`);
      return JSON.stringify(drawn.sort()) === JSON.stringify([...expected].sort());
    });
  return { page, canvas: new Canvas(page), draft, leads };
}

const row = (page: Page, text: string) => page.locator('[data-step]').filter({ hasText: text });
const toList = (page: Page) => page.getByRole('radiogroup', { name: 'View' }).getByText('List', { exact: true }).click();

describe('the steps as a list', () => {
  it('are in reading order with their branches, and the choice of the list is remembered', async () => {
    const { page, canvas } = await opened();
    await page.getByRole('application').waitFor();
    await toList(page);
    await canvas.heading('Steps');
    const order = await page.locator('[data-step]').evaluateAll((rows) => rows.map((each) => each.getAttribute('data-step')));
    expect(order).toEqual(['start', 'one', 'ask', 'two', 'tag']);
    await canvas.sees(page.getByRole('heading', { name: 'If yes' }));
    // Both branches lead to the tag, which is listed behind them.
    expect(await page.getByRole('button', { name: 'Continues with step 5: Add tag' }).count()).toBe(2);
    await fixture.accessibility.look(page, 'the list of steps');
    await page.reload();
    await canvas.heading('Steps');
    expect(await page.getByRole('application').count()).toBe(0);
  });

  it('open their settings, are moved, removed and added with the keyboard alone, and all of it is undone', async () => {
    const { page, canvas, leads } = await opened();
    await toList(page);
    await row(page, 'Trigger').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await canvas.sees(canvas.settings('Wait'));
    await page.keyboard.press('Alt+ArrowDown');
    await leads('start:next>ask', 'ask:yes>one', 'one:next>two', 'two:next>tag', 'ask:no>tag');
    await canvas.sees(page.getByRole('status').filter({ hasText: 'The step is now number 3 of 5.' }));
    // The focus is still on the step.
    await page.keyboard.press('Alt+ArrowUp');
    await leads('start:next>one', 'one:next>ask', 'ask:yes>two', 'two:next>tag', 'ask:no>tag');
    await row(page, 'Wait 2 days').focus();
    await page.keyboard.press('Delete');
    await leads('start:next>one', 'one:next>ask', 'ask:yes>tag', 'ask:no>tag');
    await row(page, 'Wait 1 day').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a step after Wait' }).press('Enter');
    await page.getByRole('textbox', { name: 'Find a step' }).fill('remove tag');
    await page.keyboard.press('Enter');
    await canvas.sees(canvas.settings('Remove tag'));
    await leads('start:next>one', 'one:next>removeTag', 'removeTag:next>ask', 'ask:yes>tag', 'ask:no>tag');
    for (const _ of ['the added step', 'the removed step']) await canvas.press('Undo');
    await leads('start:next>one', 'one:next>ask', 'ask:yes>two', 'two:next>tag', 'ask:no>tag');
  });

  it('are what a phone shows first', async () => {
    const { page, canvas } = await opened(windows.phone);
    await canvas.heading('Steps');
    await row(page, 'Wait 1 day').click();
    await canvas.sees(canvas.settings('Wait'));
    await page.getByRole('radiogroup', { name: 'View' }).getByText('Canvas', { exact: true }).click();
    await page.getByRole('application').waitFor();
  });
});

describe('notes and groups', () => {
  it('a note is written, coloured, dragged and resized, is undone, and is no change to publish', async () => {
    const { page, canvas, draft } = await opened();
    await page.getByRole('application').waitFor();
    await canvas.publish();
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    await canvas.press('Add a note');
    const panel = page.getByRole('region', { name: 'Note' });
    await canvas.sees(panel);
    await panel.getByRole('textbox', { name: 'Text' }).fill('Ask Ada about the second email');
    await panel.getByRole('radio', { name: 'Blue' }).check();
    const note = page.locator('.react-flow__node-note');
    await canvas.move(note, { right: -140, down: 90 });
    const corner = page.locator('.react-flow__resize-control.handle.bottom.right');
    await canvas.move(corner, { right: 80, down: 40 });
    const noteIn = async () => (await draft()).canvas?.notes[0];
    await fixture.adminTasks.until('the note is saved with its size', async () => ((await noteIn())?.width ?? 0) > 260);
    expect(await noteIn()).toMatchObject({ text: 'Ask Ada about the second email', colour: 'blue' });
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
    await fixture.accessibility.look(page, 'a note on the canvas');
    await canvas.press('Undo');
    await fixture.adminTasks.until('the size is undone', async () => (await noteIn())?.width === 220);
    await toList(page);
    await canvas.sees(page.getByRole('button', { name: 'Ask Ada about the second email' }));
  });

  it('a group is a frame with a name, which selects its steps', async () => {
    const { page, canvas, draft } = await opened();
    await canvas.card('Wait 2 days').click();
    await canvas.card('“tag”').click({ modifiers: ['Control'] });
    await canvas.press('Group');
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Second nudge');
    await fixture.adminTasks.until('the group is saved', async () => (await draft()).canvas?.groups[0]?.name === 'Second nudge');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Group Second nudge. Select its 2 steps' }).click();
    await canvas.heading('2 steps selected');
    await fixture.accessibility.look(page, 'a group of steps');
    await canvas.press('Ungroup');
    await fixture.adminTasks.until('the group is gone', async () => (await draft()).canvas === undefined);
  });

  it('the map of the canvas is shown and remembered', async () => {
    const { page, canvas } = await opened();
    await page.getByRole('application').waitFor();
    await canvas.press('Map of the canvas');
    await page.locator('.react-flow__minimap').waitFor();
    await page.reload();
    await page.locator('.react-flow__minimap').waitFor();
  });
});

describe('what was looked at', () => {
  it('has no serious accessibility problem', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
