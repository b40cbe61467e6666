import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTag, line, onEvent, wait } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

/** A published automation with one person who waits, open on the canvas. */
async function opened(name: string) {
  const { adminTasks } = fixture;
  const event = fresh('versions').replace(' ', '_');
  const id = await adminTasks.automation(
    fresh(name),
    line(onEvent(event), wait('pause', 3, 'days'), addTag('tag', fresh('tag'))),
  );
  const email = freshAddress('ines');
  await adminTasks.person({ email, name: 'Ines Moreau' });
  await adminTasks.event(email, event);
  const run = await adminTasks.runOf(id, 'waiting');
  const page = await fixture.staff();
  await page.goto(`${fixture.adminUrl}/automations/${id}`);
  await page.getByRole('application').waitFor();
  return { id, event, run, page, canvas: new Canvas(page) };
}

describe('a change of an automation that people are in', () => {
  it('is reviewed before it is published, and listed with its note', async () => {
    const { page, canvas, id } = await opened('Reviewed');
    await canvas.card('Wait 3 days').click();
    await canvas.settings('Wait').getByLabel('Wait for').fill('5');
    await canvas.sees('Unpublished changes');
    await canvas.saved();
    await canvas.press('Publish');
    const dialog = page.getByRole('dialog');
    await canvas.sees(dialog.getByText('Wait 3 days is now Wait 5 days'));
    await canvas.sees(dialog.getByText('1 person on version 1. The new version changes this step.'));
    await fixture.accessibility.look(page, 'publish dialog');
    await dialog.getByLabel('Note').fill('More time to decide.');
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await canvas.sees(/^Published\./);
    await page.getByText('Unpublished changes').waitFor({ state: 'detached' });

    await canvas.follow('version 2');
    await canvas.heading('Version history');
    await canvas.sees('More time to decide.');
    await canvas.sees('1 person in it');
    await canvas.sees(page.getByRole('button', { name: 'Changed Wait 3 days is now Wait 5 days' }));
    await canvas.sees(canvas.card('Wait 5 days').filter({ hasText: 'Changed' }));
    await fixture.accessibility.look(page, 'version history');
    await page.getByText('Version 1', { exact: true }).first().click();
    await canvas.sees(canvas.card('Wait 3 days'));
    expect(page.url()).toContain(`/automations/${id}/versions`);
  });

  it('is discarded or replaced by an earlier version, and both can be undone', async () => {
    const { page, canvas } = await opened('Restored');
    await canvas.card('Wait 3 days').click();
    await canvas.settings('Wait').getByLabel('Wait for').fill('5');
    await canvas.saved();
    await canvas.press('More');
    await page.getByRole('menuitem', { name: 'Discard changes' }).click();
    await canvas.sees(canvas.card('Wait 3 days'));
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
    await canvas.sees(canvas.card('Wait 5 days'));
    await canvas.saved();
    await canvas.publish();

    await canvas.follow('version 2');
    await page.getByRole('button', { name: /^Version 1/ }).click();
    await canvas.press('Restore as draft');
    await canvas.sees(canvas.card('Wait 3 days'));
    await canvas.sees('Unpublished changes');
    await canvas.press('Undo');
    await canvas.sees(canvas.card('Wait 5 days'));
  });

  it('moves people as chosen, and their journeys say so', async () => {
    const { page, canvas, id, run } = await opened('Moved');
    await canvas.card('Wait 3 days').click();
    await canvas.settings('Wait').getByLabel('Wait for').fill('5');
    await canvas.saved();
    await canvas.press('Publish');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('People at Wait 3 days, version 1').selectOption({ label: 'Move to version 2: Wait 5 days' });
    await canvas.sees(dialog.getByText(/^The wait counts from when it began/));
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await canvas.sees('1 person moved to version 2.');
    await fixture.accessibility.look(page, 'people moved');
    await page.goto(`${fixture.adminUrl}/automations/${id}/runs/${run}`);
    await canvas.sees(/moved this journey from version 1 to version 2/);
    await canvas.sees('Moved by staff to version 2.');
  });
});

describe('a step that is held', () => {
  it('stops whoever reaches it, stays held in the next version, and releases people one by one and together', async () => {
    const { adminTasks } = fixture;
    const event = fresh('holds').replace(' ', '_');
    const label = fresh('gate');
    const id = await adminTasks.automation(fresh('Held'), line(onEvent(event), addTag('gate', label), wait('pause', 3, 'days')));
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await page.getByRole('application').waitFor();
    await canvas.card(label).click();
    await canvas.press('Hold people here');
    await canvas.sees(page.getByText('No one waits before it.'));
    await canvas.sees(canvas.card('Held').first());
    for (const name of ['Ines Moreau', 'Otto Brandt', 'Rosa Lind']) {
      const email = freshAddress(name.split(' ')[0]?.toLowerCase() ?? '');
      await adminTasks.person({ email, name });
      await adminTasks.event(email, event);
    }
    await canvas.sees(page.getByText('3 people wait before it.'));
    await canvas.sees(canvas.card('Held: 3'));
    await fixture.accessibility.look(page, 'held step');

    await canvas.press('Who waits');
    await page.getByRole('dialog').getByRole('button', { name: 'Release Otto Brandt' }).click();
    await canvas.sees('Otto Brandt is being released.');
    await fixture.accessibility.look(page, 'who waits at a hold');
    await page.keyboard.press('Escape');
    await canvas.sees(canvas.card('Held: 2'));

    const { items } = await adminTasks.admin.get<{ items: { id: string; contact: { name: string } }[] }>(
      `/api/admin/automations/${id}/runs?held=true`,
    );
    const ines = items.find(({ contact }) => contact.name === 'Ines Moreau');
    const journey = await page.context().newPage();
    await journey.goto(`${fixture.adminUrl}/automations/${id}/runs/${ines?.id}`);
    await journey.getByText('Held by staff before this step.').first().waitFor();
    await journey.getByRole('button', { name: 'Release', exact: true }).waitFor();
    await fixture.accessibility.look(journey, 'journey of someone who is held');
    await journey.close();

    await canvas.card('Wait 3 days').click();
    await canvas.settings('Wait').getByLabel('Wait for').fill('5');
    await canvas.saved();
    await canvas.press('Publish');
    const dialog = page.getByRole('dialog');
    await canvas.sees(dialog.getByRole('list', { name: 'Held steps' }).getByText('2 people wait before it.'));
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await canvas.sees(/^Published\./);
    await canvas.sees(canvas.card('Held: 2'));

    await canvas.card('Held: 2').click();
    await canvas.press('Release all');
    await page.getByRole('dialog').getByRole('button', { name: 'Release all' }).click();
    await canvas.sees('2 people released.');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await canvas.sees(page.getByRole('button', { name: 'Hold people here' }));
  });
});

describe('a journey that has ended', () => {
  it('is repeated from a step: what happened already is listed, and skipped unless it is selected', async () => {
    const { adminTasks } = fixture;
    const event = fresh('repeat').replace(' ', '_');
    const [first, second] = [fresh('first'), fresh('second')];
    const id = await adminTasks.automation(fresh('Repeated'), line(onEvent(event), addTag('one', first), addTag('two', second)));
    const email = freshAddress('mara');
    await adminTasks.person({ email, name: 'Mara Voss' });
    await adminTasks.event(email, event);
    const run = await adminTasks.runOf(id, 'completed');
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}/runs/${run}`);
    await canvas.press('Repeat from a step');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Begin at').selectOption('one');
    await canvas.sees(dialog.getByText('This has happened already'));
    await dialog.getByRole('checkbox').nth(1).check();
    await fixture.accessibility.look(page, 'repeat a journey');
    await dialog.getByRole('button', { name: 'Begin the journey' }).click();
    await canvas.sees('an earlier journey');
    await canvas.sees('Not repeated, because it happened on the earlier journey.');
    expect(page.url()).not.toContain(run);
  });
});

describe('an automation', () => {
  it('is archived with everyone in it continuing, and restored', async () => {
    const { page, canvas, id } = await opened('Archived');
    await canvas.press('More');
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const dialog = page.getByRole('dialog');
    await canvas.sees(dialog.getByText('1 person is in progress'));
    await fixture.accessibility.look(page, 'archive an automation');
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await canvas.sees('Archived.');
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await canvas.sees(page.getByRole('main').getByText('Archived', { exact: true }));
    await canvas.press('More');
    await page.getByRole('menuitem', { name: 'Restore from the archive' }).click();
    await canvas.sees(page.getByRole('main').getByText('Paused', { exact: true }));
  });

  it('is exported to a file and imported from it', async () => {
    const { page, canvas } = await opened('Exported');
    await canvas.press('More');
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export' }).click();
    const file = await (await saved).path();
    await page.goto(`${fixture.adminUrl}/automations`);
    await canvas.heading('Automations');
    const chooser = page.waitForEvent('filechooser');
    await canvas.fromMenu('More', 'Import');
    await (await chooser).setFiles(file);
    await canvas.sees('Imported as a draft. No one enters until you publish it.');
    await canvas.sees(canvas.card('Wait 3 days'));
  });
});

it('every screen of versions is accessible', () => {
  expect(fixture.accessibility.found).toEqual([]);
});
