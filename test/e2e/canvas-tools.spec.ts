import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { addTag, onEvent } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

type Step = { id: string; kind: string; name?: string; config: object; position?: { x: number; y: number } };
type Link = { source: string; port: string; target: string };
type Rule = { eventType: string; filters: { tests: object[] } };
type Draft = {
  draft: { nodes: Step[]; edges: Link[]; entry: object; exitRules: Rule[]; goal: Rule | null; goalStep?: string };
};

const wait = (id: string, amount: number) => ({ id, kind: 'waitDuration', config: { amount, unit: 'days' } });
const next = (source: string, target: string, port = 'next'): Link => ({ source, port, target });

/** An automation with these steps, open on the canvas. */
async function opened(nodes: object[], edges: Link[]) {
  const { admin } = fixture.adminTasks;
  const { id, draftRevision } = await admin.post<{ id: string; draftRevision: number }>('/api/admin/automations', {
    name: fresh('Tools'),
  });
  const graph = { schemaVersion: 1, nodes, edges };
  await admin.put(`/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
  const page = await fixture.staff();
  await page.goto(`${fixture.adminUrl}/automations/${id}`);
  const canvas = new Canvas(page);
  if (nodes.length > 0) await page.getByRole('application').waitFor();
  const draft = async () => (await admin.get<Draft>(`/api/admin/automations/${id}`)).draft;
  const leads = (...expected: string[]) =>
    fixture.adminTasks.until(`the steps lead ${expected.join(', ')}`, async () => {
      const { nodes: steps, edges: links } = await draft();
      const nameOf = (step: string) =>
        nodes.some((known) => 'id' in known && known.id === step)
          ? step
          : (steps.find(({ id: of }) => of === step)?.kind ?? step);
      const drawn = links.map(({ source, port, target }) => `${nameOf(source)}:${port}>${nameOf(target)}`);
      return JSON.stringify(drawn.sort()) === JSON.stringify([...expected].sort());
    });
  return { id, page, canvas, draft, leads };
}

async function placeOf(what: Locator) {
  const box = await what.boundingBox();
  if (!box) throw new Error('not to be seen');
  return box;
}

/** Whether no two of these elements cover each other. */
async function apart(page: Page, selector: string): Promise<boolean> {
  const boxes = await Promise.all((await page.locator(selector).all()).map(placeOf));
  expect(boxes.length).toBeGreaterThan(1);
  return boxes.every((one, index) =>
    boxes
      .slice(index + 1)
      .every(
        (other) =>
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y,
      ),
  );
}

describe('adding steps', () => {
  it('a click in the palette adds a step after the selected one, and shows no error before it is edited', async () => {
    const { page, canvas, leads } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    await canvas.card('Wait 1 day').click();
    await canvas.pickTool('Add tag');
    const settings = canvas.settings('Add tag');
    await canvas.sees(settings);
    await leads('start:next>one', 'one:next>addTag');
    expect(await settings.getByText('Choose a tag.').count()).toBe(0);
    expect(await page.getByLabel('Has an issue').count()).toBe(0);
    // The place for the next step is in view.
    const open = await placeOf(page.getByRole('button', { name: 'Add a step here' }).last());
    expect(open.y + open.height).toBeLessThanOrEqual((page.viewportSize()?.height ?? 0) - 1);
    await page.getByRole('button', { name: 'Publish 1' }).press('Enter');
    await canvas.sees(settings.getByText('Choose a tag.', { exact: true }));
    await fixture.accessibility.look(page, 'a step from the palette');
  });

  it('“if” and Enter add the decision', async () => {
    const { page, canvas, leads } = await opened([onEvent('tools')], []);
    await page.getByRole('button', { name: 'Add a step here' }).click();
    await page.getByRole('textbox', { name: 'Find a step' }).fill('if');
    await page.keyboard.press('Enter');
    await leads('start:next>ifElse');
    await canvas.sees(page.getByText('yes', { exact: true }).first());
  });

  it('a drop near a connection is inserted there, and one far away covers no card', async () => {
    const { page, canvas, leads } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    const card = canvas.card('Wait 1 day');
    await canvas.dropBeside('Add tag', card, { right: 60, down: -56 });
    await leads('start:next>addTag', 'addTag:next>one');
    await canvas.dropBeside('Remove tag', canvas.card('Wait 1 day'), { right: 150, down: -250 });
    await canvas.sees(canvas.settings('Remove tag'));
    expect(await apart(page, '.react-flow__node-step')).toBe(true);
  });
});

describe('moving steps', () => {
  it('a connected card that is dragged onto a connection moves there', async () => {
    const { canvas, leads } = await opened(
      [onEvent('tools'), wait('one', 1), addTag('tag', 'tag'), wait('two', 2)],
      [next('start', 'one'), next('one', 'tag'), next('tag', 'two')],
    );
    await canvas.carry(canvas.card('Wait 2 days'), 'start');
    await leads('start:next>two', 'two:next>one', 'one:next>tag');
    await canvas.press('Undo');
    await leads('start:next>one', 'one:next>tag', 'tag:next>two');
  });

  it('of a card is no change to publish', async () => {
    const { page, canvas, draft } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    await canvas.publish();
    const publish = page.getByRole('button', { name: 'Publish', exact: true });
    await canvas.move(canvas.card('Wait 1 day'), { right: 180, down: 60 });
    await fixture.adminTasks.until('the position is saved', async () =>
      (await draft()).nodes.some(({ position }) => position !== undefined),
    );
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
    await page.reload();
    await page.getByRole('application').waitFor();
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
  });

  it('shift and drag select the cards in the box', async () => {
    const { page, canvas } = await opened(
      [onEvent('tools'), wait('one', 1), wait('two', 2)],
      [next('start', 'one'), next('one', 'two')],
    );
    await canvas.selectAround(canvas.card('Wait 1 day'), canvas.card('Wait 2 days'));
    await canvas.sees(page.getByRole('heading', { name: '2 steps selected' }));
  });

  it('a copy is placed beside its original', async () => {
    const { page, canvas } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    await canvas.card('Wait 1 day').click();
    await canvas.settings('Wait').getByRole('button', { name: 'Duplicate' }).click();
    const cards = page.locator('.react-flow__node-step').filter({ hasText: 'Wait 1 day' });
    await canvas.sees(cards.nth(1));
    const [first, copy] = [await placeOf(cards.first()), await placeOf(cards.nth(1))];
    expect(Math.abs(first.x - copy.x)).toBeLessThan(2 * first.width);
    expect(Math.abs(first.y - copy.y)).toBeLessThan(2 * first.height);
    expect(await apart(page, '.react-flow__node-step')).toBe(true);
  });
});

describe('the layout', () => {
  const event = (port: string, eventType: string) => ({ port, eventType });
  const paths = [event('a', 'payment.succeeded'), event('b', 'lesson.completed'), event('c', 'certificate.issued')];
  const listen = { id: 'wait', kind: 'waitForEvent', config: { paths, timeoutAmount: 7, timeoutUnit: 'days' } };

  it('of a fresh wait for events shows each label, and the trigger stays where it is as branches are added', async () => {
    const { page, canvas } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    const trigger = page.locator('.react-flow__node-step').filter({ hasText: 'Trigger' });
    const before = await trigger.getAttribute('style');
    await canvas.card('Wait 1 day').click();
    await canvas.pickTool('Wait for event');
    const settings = canvas.settings('Wait for event');
    await canvas.sees(page.getByText('not within 7 days', { exact: true }));
    expect(await apart(page, '.react-flow__edgelabel-renderer [data-link]')).toBe(true);
    await settings.getByRole('button', { name: 'Add another event' }).click();
    await settings.getByRole('button', { name: 'Add another event' }).click();
    expect(await apart(page, '.react-flow__edgelabel-renderer [data-link]')).toBe(true);
    expect(await trigger.getAttribute('style')).toBe(before);
    await fixture.accessibility.look(page, 'branches of a wait');
  });

  it('never swaps branches, and no label covers another where they join again', async () => {
    const { page, canvas } = await opened(
      [onEvent('tools'), listen, addTag('left', 'left'), addTag('right', 'right'), wait('join', 3)],
      [next('start', 'wait'), next('wait', 'left', 'a'), next('wait', 'right', 'timeout')],
    );
    const left = async () => (await placeOf(canvas.card('“left”'))).x < (await placeOf(canvas.card('“right”'))).x;
    expect(await left()).toBe(true);
    await canvas.card('“left”').click();
    await canvas.choose(canvas.settings('Add tag').getByRole('combobox', { name: 'Next step' }), 'Wait 3 days');
    await canvas.saved();
    expect(await left()).toBe(true);
    await canvas.card('“right”').click();
    await canvas.choose(canvas.settings('Add tag').getByRole('combobox', { name: 'Next step' }), 'Wait 3 days');
    await canvas.saved();
    expect(await left()).toBe(true);
    expect(await apart(page, '.react-flow__edgelabel-renderer [data-link]')).toBe(true);
  });

  it('of 80 steps in 16 columns is shown whole by Fit view', async () => {
    const columns = Array.from({ length: 16 }, (_, column) => column);
    const asks = columns.slice(1).map((column) => ({
      id: `ask${column}`,
      kind: 'ifElse',
      config: { condition: { tests: [{ field: 'contact.hasCard', operator: 'isTrue' }] } },
    }));
    const leaves = columns.flatMap((column) => [0, 1, 2, 3].map((row) => wait(`c${column}r${row}`, row + 1)));
    const edges = [
      next('start', 'ask1'),
      ...columns.slice(2).map((column) => next(`ask${column - 1}`, `ask${column}`, 'no')),
      ...columns.slice(1).map((column) => next(`ask${column}`, `c${column - 1}r0`, 'yes')),
      next('ask15', 'c15r0', 'no'),
      ...columns.flatMap((column) => [0, 1, 2].map((row) => next(`c${column}r${row}`, `c${column}r${row + 1}`))),
    ];
    const { page } = await opened([onEvent('tools'), ...asks, ...leaves], edges);
    await page.getByRole('button', { name: 'Fit View' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__node-step').length === 80);
    const frame = await placeOf(page.getByRole('application'));
    for (const card of await page.locator('.react-flow__node-step').all()) {
      const { x, width, y, height } = await placeOf(card);
      expect(x).toBeGreaterThanOrEqual(frame.x);
      expect(x + width).toBeLessThanOrEqual(frame.x + frame.width);
      expect(y).toBeGreaterThanOrEqual(frame.y);
      expect(y + height).toBeLessThanOrEqual(frame.y + frame.height);
    }
  });
});

describe('branches that staff add and remove', () => {
  const size = (port: string) => ({
    port,
    label: port,
    condition: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: port }] },
  });
  const sort = { id: 'sort', kind: 'branch', config: { paths: ['small', 'medium', 'large'].map(size) } };

  it('keep their steps when another branch is moved, or removed with the steps behind it', async () => {
    const { page, canvas, leads } = await opened(
      [onEvent('tools'), sort, wait('one', 1), wait('two', 2), wait('join', 3), wait('rest', 4)],
      [
        next('start', 'sort'),
        next('sort', 'one', 'small'),
        next('sort', 'two', 'medium'),
        next('sort', 'join', 'large'),
        next('one', 'join'),
        next('two', 'join'),
        next('sort', 'rest', 'otherwise'),
      ],
    );
    const labels = '.react-flow__edgelabel-renderer [data-link]';
    const kept = ['start:next>sort', 'sort:small>one', 'sort:large>join', 'one:next>join', 'sort:otherwise>rest'];
    const all = [...kept, 'sort:medium>two', 'two:next>join'];
    expect(await apart(page, labels)).toBe(true);
    await canvas.card('Take the first that applies').click();
    const settings = canvas.settings('Branch');
    await settings.getByRole('button', { name: 'Add a branch' }).click();
    await canvas.sees(page.getByText('Branch 4', { exact: true }).first());
    await leads(...all);
    expect(await apart(page, labels)).toBe(true);
    await fixture.accessibility.look(page, 'a step with several branches');

    await settings.getByRole('button', { name: 'Move branch 1 down' }).click();
    await leads(...all);
    const left = async (one: string, other: string) =>
      (await placeOf(canvas.card(one))).x < (await placeOf(canvas.card(other))).x;
    await fixture.adminTasks.until('the branches changed places', () => left('Wait 2 days', 'Wait 1 day'));
    await settings.getByRole('button', { name: 'Remove branch 1' }).click();
    await canvas.sees('Branch removed, with the step behind it.');
    await leads(...kept);
    await canvas.press('Undo');
    await leads(...all);
    await canvas.sees(canvas.card('Wait 2 days'));
  });

  it('of a random split always have shares, which are even unless someone chose them', async () => {
    const { page, canvas, leads } = await opened([onEvent('tools')], []);
    await canvas.pickTool('Random split');
    await leads('start:next>split');
    await canvas.sees(canvas.card('Split at random: 50% A, 50% B'));
    const settings = canvas.settings('Random split');
    await settings.getByRole('button', { name: 'Add a path' }).click();
    await canvas.sees(canvas.card('Split at random: 34% A, 33% B, 33% C'));
    await canvas.sees(page.getByText('A, 34%', { exact: true }).first());
    await settings.getByLabel('Share of path 1 in percent').fill('50');
    await canvas.sees(settings.getByText('The shares add up to 116%. They must add up to 100%.'));
    await fixture.accessibility.look(page, 'a random split with an issue');
    await settings.getByRole('button', { name: 'Split evenly' }).click();
    await canvas.sees(canvas.card('Split at random: 34% A, 33% B, 33% C'));
    expect(await apart(page, '.react-flow__edgelabel-renderer [data-link]')).toBe(true);
    await settings.getByRole('button', { name: 'Remove path 3' }).click();
    await canvas.sees(canvas.card('Split at random: 50% A, 50% B'));
  });
});

describe('a step that goes back', () => {
  it('names the earlier step, which a line leads to, and the preview repeats the steps between them', async () => {
    const note = { id: 'note', kind: 'addNote', config: { text: 'Reminded.' } };
    const { page, canvas, leads } = await opened(
      [onEvent('tools'), wait('one', 1), note],
      [next('start', 'one'), next('one', 'note')],
    );
    await canvas.card('Note: Reminded.').click();
    await canvas.pickTool('Go back');
    await leads('start:next>one', 'one:next>note', 'note:next>goBack');
    const settings = canvas.settings('Go back');
    await canvas.choose(settings.getByRole('combobox', { name: 'Go back to' }), 'Note: Reminded.');
    await canvas.sees(settings.getByText(/^Nothing waits between that step and this one/));
    await canvas.choose(settings.getByRole('combobox', { name: 'Go back to' }), 'Wait 1 day');
    await canvas.sees(canvas.card('Go back to “Wait 1 day”, at most 3 times'));
    expect(await page.locator('.react-flow__viewport-portal path').count()).toBe(1);
    await fixture.accessibility.look(page, 'a step that goes back');
    await canvas.press('Preview');
    await canvas.sees('Goes back, for the 3rd time of 3.');
    await canvas.sees('Went back 3 times. Continues.');
    await fixture.accessibility.look(page, 'the preview of a loop');
  });
});

describe('what belongs to the automation', () => {
  it('is below the trigger, and is chosen by typing and Enter', async () => {
    const { page, canvas, draft } = await opened([], []);
    await canvas.startWith('Trial ending');
    const rules = page.getByRole('button', { name: /^Enter once per membership\. / });
    await canvas.sees(rules);
    await rules.click();
    await page.getByLabel('Exit when').first().fill('Membership purch');
    await page.keyboard.press('Enter');
    await canvas.sees(page.getByRole('button', { name: /Exit when someone buys a plan/ }));
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    await canvas.saved();
    expect((await draft()).exitRules.map(({ eventType }) => eventType)).toEqual(['membership.purchased']);
    expect((await draft()).entry).toEqual({ policy: 'once_per_key', key: 'membershipId' });
    await fixture.accessibility.look(page, 'the rules of an automation');
    await canvas.choose(page.getByRole('combobox', { name: 'Goal' }), 'Payment succeeded');
    await canvas.sees(page.getByRole('button', { name: /Goal: / }));
    await page.getByRole('button', { name: 'Add a condition' }).first().click();
    await canvas.saved();
    expect((await draft()).exitRules[0]?.filters.tests).toHaveLength(1);
    await page.getByRole('button', { name: 'Remove: Exit event' }).click();
    await canvas.saved();
    expect((await draft()).exitRules).toEqual([]);
    expect((await draft()).goal?.eventType).toBe('payment.succeeded');
  });

  it('is played in the preview: what happens later ends the journey during a wait', async () => {
    const { page, canvas } = await opened([onEvent('tools'), wait('one', 2)], [next('start', 'one')]);
    await page.getByRole('button', { name: /^Enter every time it happens/ }).click();
    await page.getByLabel('Exit when').first().fill('Payment succ');
    await page.getByRole('option', { name: 'Payment succeeded' }).click();
    await page.keyboard.press('Escape');
    await canvas.sees(page.getByRole('button', { name: /Exit when a payment/ }));
    await canvas.saved();
    await page.getByRole('button', { name: 'Preview' }).click();
    const preview = page.getByRole('region', { name: 'Preview' });
    await canvas.sees(preview.getByText('Finished'));
    await preview.getByRole('button', { name: 'Add an event' }).click();
    await canvas.sees(preview.getByText('Payment succeeded: the journey ends.'));
    await canvas.sees(preview.getByText('Exited early'));
    await fixture.accessibility.look(page, 'a preview with an exit');
    await preview.getByRole('button', { name: 'Remove the later event' }).click();
    await canvas.sees(preview.getByText('Finished'));
  });

  it('a goal can continue a journey at a step, which the trigger names', async () => {
    const { page, canvas, draft } = await opened(
      [onEvent('tools'), wait('one', 1), wait('two', 2)],
      [next('start', 'one'), next('one', 'two')],
    );
    await canvas.choose(page.getByRole('combobox', { name: 'Goal' }), 'Membership purchased');
    await canvas.choose(page.getByRole('combobox', { name: 'When the goal is reached' }), 'Wait 2 days');
    await canvas.sees(page.getByRole('button', { name: /Goal: someone buys a plan, then continue at “Wait”/ }));
    await canvas.saved();
    expect((await draft()).goalStep).toBe('two');
    await fixture.accessibility.look(page, 'a goal that continues a journey');
  });

  it('a step that has a name shows it on its card and in lists of steps', async () => {
    const { page, canvas, draft } = await opened(
      [onEvent('tools'), wait('one', 1), wait('two', 1)],
      [next('start', 'one'), next('one', 'two')],
    );
    await page.locator('.react-flow__node-step').filter({ hasText: 'Wait 1 day' }).last().click();
    await canvas.settings('Wait').getByRole('textbox', { name: 'Name' }).fill('Time to think');
    await canvas.sees(canvas.card('Time to think'));
    await canvas.saved();
    expect((await draft()).nodes.find(({ id }) => id === 'two')?.name).toBe('Time to think');
    await page.locator('.react-flow__node-step').filter({ hasText: 'Wait 1 day' }).first().click();
    const list = canvas.settings('Wait').getByRole('combobox', { name: 'Next step' });
    expect(await list.inputValue()).toBe('Time to think: Wait 1 day');
  });

  it('a right click offers what can be done with a step, and with an empty place', async () => {
    const { page, canvas, leads } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const card = canvas.card('Wait 1 day');
    await card.click({ button: 'right' });
    await fixture.accessibility.look(page, 'the menu of a step');
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await canvas.sees('Copied. Paste it here or in another automation.');
    const { x, y } = await placeOf(card);
    await page.mouse.click(x - 120, y + 160, { button: 'right' });
    await page.getByRole('menuitem', { name: 'Paste here' }).click();
    await fixture.adminTasks.until('there are two', async () => (await canvas.card('Wait 1 day').count()) === 2);
    await canvas.card('Wait 1 day').first().click({ button: 'right' });
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await card.first().focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Remove' }).press('Enter');
    await fixture.adminTasks.until('one is left', async () => (await canvas.card('Wait 1 day').count()) === 1);
    await leads();
  });

  it('can be undone after a visit to another page', async () => {
    const { page, canvas, draft } = await opened([onEvent('tools'), wait('one', 1)], [next('start', 'one')]);
    await canvas.card('Wait 1 day').click();
    await canvas.settings('Wait').getByRole('button', { name: 'Remove' }).click();
    await canvas.card('Wait 1 day').waitFor({ state: 'detached' });
    // “Draft saved” is still there from before, until the change is noticed.
    await fixture.adminTasks.until('it is saved', async () => (await draft()).nodes.length === 1);
    await canvas.follow('Journeys');
    await canvas.heading('Journeys');
    await page.goBack();
    await page.getByRole('application').waitFor();
    await canvas.press('Undo');
    await canvas.sees(canvas.card('Wait 1 day'));
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
