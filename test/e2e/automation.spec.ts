import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTag, line, onEvent } from '../story/graphs.js';
import { Studio } from '../story/studio.js';
import { Canvas, Journey } from './pages/canvas.js';
import { day } from './support/dates.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('an automation', () => {
  it('is drawn with the mouse, fixed, published, and shows where a person is', async () => {
    const { adminTasks } = fixture;
    const tag = fresh('workshop').replaceAll(' ', '-');
    const name = fresh('After the workshop');
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Automations', exact: true }).click();
    await canvas.press('New automation');
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await fixture.accessibility.look(page, 'a new automation');
    await canvas.press('Create');
    await canvas.heading('What should start it?');
    await fixture.accessibility.look(page, 'an empty canvas');

    await canvas.startWith('Tag added');
    const trigger = canvas.settings('Trigger');
    await trigger.getByRole('button', { name: 'Add a condition' }).click();
    await canvas.choose(trigger.getByRole('combobox', { name: 'Field', exact: true }), 'Tag');
    await trigger.getByRole('combobox', { name: 'Compared with' }).fill(tag);
    await page.getByRole('option', { name: `Create tag “${tag}”` }).click();
    await canvas.sees(trigger.getByText('Nothing happens after this trigger. Connect it to the next step.'));

    await canvas.add('Wait');
    const wait = canvas.settings('Wait');
    await wait.getByLabel('Wait for').fill('3');
    await canvas.sees(canvas.card('Wait 3 days'));
    await canvas.drop('Send email');
    const mail = canvas.settings('Send email');
    await canvas.sees(page.getByRole('button', { name: 'Publish 1' }));
    expect(await mail.getByText('Choose an email template.').count()).toBe(0);
    await canvas.card('Wait 3 days').click();
    await canvas.card('Send email: needs setup').click();
    await canvas.sees(mail.getByText('Choose an email template.', { exact: true }));
    await fixture.accessibility.look(page, 'the canvas with an issue');
    await canvas.choose(mail.getByRole('combobox', { name: 'Email template' }), 'Course completed');
    await canvas.sees(mail.getByText(/which an email after “Tag added” does not have\./));
    await canvas.choose(mail.getByRole('combobox', { name: 'Email template' }), 'Send Welcome Message');
    await canvas.sees(canvas.card('Send the email “Send Welcome Message”'));
    await canvas.sees(page.getByRole('button', { name: 'Publish', exact: true }));

    await mail.getByRole('button', { name: 'Remove' }).click();
    await canvas.card('Send the email “Send Welcome Message”').waitFor({ state: 'detached' });
    await canvas.press('Undo');
    await canvas.sees(canvas.card('Send the email “Send Welcome Message”'));
    await page.getByRole('application').press('Control+Shift+Z');
    await canvas.card('Send the email “Send Welcome Message”').waitFor({ state: 'detached' });
    await page.getByRole('application').press('Control+Z');
    await canvas.sees(canvas.card('Send the email “Send Welcome Message”'));

    await canvas.saved();
    await canvas.publish();
    await canvas.sees(page.getByRole('main').getByText('Active', { exact: true }));

    // Test clocks tick in whole seconds.
    const now = Math.floor(Date.now() / 1000) * 1000;
    const clockId = await adminTasks.clock(new Date(now).toISOString());
    const contactId = await adminTasks.person({ email: freshAddress('lin'), name: 'Lin Torres', clockId });
    const other = await adminTasks.person({ email: freshAddress('ola'), name: 'Ola Berg' });
    await adminTasks.admin.put(`/api/admin/contacts/${other}/tags/another-tag`);
    await adminTasks.admin.put(`/api/admin/contacts/${contactId}/tags/${tag}`);
    await adminTasks.runOf(page.url().split('/').at(-1) ?? '', 'waiting');
    await canvas.follow('Journeys');
    await canvas.heading('Journeys');
    await canvas.sees('1 journey');
    await fixture.accessibility.look(page, 'journeys');
    await canvas.follow('Lin Torres');
    const journey = new Journey(page);
    await journey.heading('Lin Torres’s journey');
    await journey.stands('Waiting');
    await journey.sees(/^Waits 3 days, until .* · in 3 days$/);
    await journey.tells(`When the tag “${tag}” is added`);
    await journey.tells('Wait 3 days');
    expect(await journey.steps()).toBe(2);
    await fixture.accessibility.look(page, 'a journey');
    await adminTasks.advance(clockId, new Date(now + 4 * day).toISOString());
    await page.reload();
    await journey.stands('Finished');
    await journey.tells('Send the email “Send Welcome Message”');
  });

  it('parks a person at a failing step, and continues after a retry', async () => {
    const { adminTasks, stack } = fixture;
    const studio = await Studio.open(stack.env.OUTBOUND_ALLOWED ?? '');
    try {
      studio.answerWith(500);
      const event = fresh('studio.call').replace(' ', '_');
      const call = {
        id: 'call',
        kind: 'callUrl',
        config: { method: 'POST', url: `http://${stack.env.OUTBOUND_ALLOWED}/studio`, timeoutSeconds: 5 },
      };
      const automation = await adminTasks.automation(
        fresh('Tell the studio'),
        line(onEvent(event), call, addTag('told', 'told')),
      );
      const email = freshAddress('kim');
      await adminTasks.person({ email, name: 'Kim Osei' });
      await adminTasks.event(email, event);
      const run = await adminTasks.runOf(automation, 'parked');

      const page = await fixture.staff();
      const home = new Journey(page);
      await home.sees(/journeys? needs? attention/);
      await page.goto(`${fixture.adminUrl}/automations/${automation}/runs/${run}`);
      const journey = new Journey(page);
      await journey.stands('Needs attention');
      await fixture.accessibility.look(page, 'a parked journey');
      studio.answerWith(200);
      await journey.press('Retry the step');
      await journey.stands('Finished');
      await journey.tells('Add the tag “told”');
    } finally {
      await studio.close();
    }
  });

  it('retries a stuck journey on the newest version, which has the fix', async () => {
    const { adminTasks, stack } = fixture;
    const event = fresh('wrong.address').replaceAll(' ', '_');
    const callTo = (url: string) => ({ id: 'call', kind: 'callUrl', config: { method: 'POST', url, timeoutSeconds: 5 } });
    const studio = await Studio.open(stack.env.OUTBOUND_ALLOWED ?? '');
    try {
      studio.answerWith(404);
      const url = `http://${stack.env.OUTBOUND_ALLOWED}/studio`;
      const automation = await adminTasks.automation(fresh('Wrong address'), line(onEvent(event), callTo(`${url}/wrong`)));
      const email = freshAddress('lee');
      await adminTasks.person({ email, name: 'Lee Brandt' });
      await adminTasks.event(email, event);
      const run = await adminTasks.runOf(automation, 'parked');
      studio.answerWith(200);
      await adminTasks.publish(automation, line(onEvent(event), callTo(url), addTag('fixed', 'fixed')));

      const page = await fixture.staff();
      await page.goto(`${fixture.adminUrl}/automations/${automation}/runs/${run}`);
      const journey = new Journey(page);
      await journey.sees('Tried once');
      await journey.press('Retry the step');
      await journey.sees(page.getByRole('menuitem', { name: 'With the version they entered' }));
      await fixture.accessibility.look(page, 'versions to retry on');
      await page.getByRole('menuitem', { name: 'With version 2, the newest' }).click();
      await journey.stands('Finished');
      await journey.tells('Add the tag “fixed”');
    } finally {
      await studio.close();
    }
  });

  it('is wired with the mouse: led on, re-led, cut, healed, and taken back', async () => {
    const { admin } = fixture.adminTasks;
    const made = await admin.post<{ id: string; draftRevision: number }>('/api/admin/automations', { name: fresh('By mouse') });
    await admin.post('/api/admin/tags', { name: 'vip' });
    const graph = {
      schemaVersion: 1,
      nodes: [
        onEvent('mouse'),
        {
          id: 'ask',
          kind: 'ifElse',
          config: { condition: { tests: [{ field: 'contact.tags', operator: 'includes', value: 'vip' }] } },
        },
        addTag('alpha', 'alpha'),
        addTag('beta', 'beta'),
        { id: 'loose', kind: 'waitDuration', config: { amount: 3, unit: 'days' }, position: { x: 320, y: 20 } },
      ],
      edges: [
        { source: 'start', port: 'next', target: 'ask' },
        { source: 'ask', port: 'yes', target: 'alpha' },
        { source: 'ask', port: 'no', target: 'beta' },
      ],
    };
    await admin.put(`/api/admin/automations/${made.id}/draft`, { graph, revision: made.draftRevision });
    const leads = async (...expected: string[]) =>
      fixture.adminTasks.until(`the steps lead ${expected.join(', ')}`, async () => {
        type Draft = { draft: { edges: { source: string; port: string; target: string }[] } };
        const { draft } = await admin.get<Draft>(`/api/admin/automations/${made.id}`);
        const drawn = draft.edges.map(({ source, port, target }) => `${source}:${port}>${target}`);
        return JSON.stringify(drawn.sort()) === JSON.stringify([...expected].sort());
      });
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations/${made.id}`);
    const canvas = new Canvas(page);
    await canvas.sees(canvas.card('Wait 3 days'));
    const forked = ['ask:yes>alpha', 'ask:no>beta'];

    await canvas.carry(canvas.card('Wait 3 days'), 'start');
    await leads('start:next>loose', 'loose:next>ask', ...forked);
    await canvas.lead('beta', canvas.card('“alpha”'));
    await leads('start:next>loose', 'loose:next>ask', 'ask:yes>alpha', 'ask:no>alpha');
    await canvas.press('Undo');
    await leads('start:next>loose', 'loose:next>ask', ...forked);
    await canvas.wire('alpha', 'next', canvas.card('“beta”'));
    await leads('start:next>loose', 'loose:next>ask', 'alpha:next>beta', ...forked);
    await canvas.wire('beta', 'next', { right: 150, down: 30 });
    await canvas.sees(page.getByRole('textbox', { name: 'Find a step' }));
    await page.keyboard.press('Escape');
    // Back to an earlier step: refused, and nothing changes.
    await canvas.wire('beta', 'next', canvas.card('If they have the tag'));
    await canvas.sees('This would lead back to an earlier step.');
    await canvas.lead('ask', { right: 260, down: -40 });
    await leads('start:next>loose', 'alpha:next>beta', ...forked);
    await canvas.press('Undo');
    await canvas.card('If they have the tag').click();
    await page.keyboard.press('Delete');
    await leads('start:next>loose', 'loose:next>alpha', 'alpha:next>beta');

    await canvas.card('Wait 3 days').click();
    await canvas.choose(canvas.settings('Wait').getByRole('combobox', { name: 'Next step' }), 'Add the tag “beta”');
    await leads('start:next>loose', 'loose:next>beta', 'alpha:next>beta');
    await canvas.sees(page.getByRole('button', { name: 'Publish 1' }));
    await fixture.accessibility.look(page, 'a canvas wired by hand');
    await canvas.dropBelow('Remove tag', 'loose');
    const dropped = canvas.settings('Remove tag');
    await canvas.sees(dropped);
    expect(await dropped.getByRole('combobox', { name: 'Next step' }).inputValue()).toBe('Add the tag “beta”');
  });

  it('shows the mail of a step, edits it and writes a new one, and comes back', async () => {
    const name = fresh('Rescue');
    const made = await fixture.adminTasks.admin.post<{ id: string }>('/api/admin/automations', {
      name,
      template: 'trial-rescue',
    });
    const page = await fixture.staff();
    await page.goto(`${fixture.adminUrl}/automations/${made.id}?step=come-back`);
    const canvas = new Canvas(page);
    const mail = canvas.settings('Send email');
    await mail.getByRole('button', { name: 'Preview' }).click();
    await canvas.sees(page.frameLocator('iframe').getByText('Come back when you like'));
    await fixture.accessibility.look(page, 'the mail of a step');
    await page.keyboard.press('Escape');
    await mail.getByRole('button', { name: 'Edit' }).click();
    await canvas.heading(`${name}: Come back`);
    await page.getByLabel('Subject').fill('Well done with {{ event.courseTitle }}');
    await canvas.sees('An email sent after this event does not have these values; they stay empty');
    await canvas.press('Save');
    await canvas.sees('Saved. New emails will look like this.');
    await canvas.follow('Back to canvas');
    await canvas.sees(mail.getByText(/uses “Course title”, which an email after “Trial ended” does not have/));
    await canvas.sees(page.getByRole('button', { name: 'Publish 1' }));
    await mail.getByRole('button', { name: 'Write an email' }).click();
    await canvas.heading(`${name}: new email`);
    await canvas.follow('Back to canvas');
    await canvas.sees(canvas.card(`${name}: new email`));
    await canvas.sees(page.getByRole('button', { name: 'Publish', exact: true }));
    await page.goto(`${fixture.adminUrl}/settings/email`);
    await canvas.follow('All emails');
    await canvas.heading('Emails');
    await canvas.follow(`${name}: What was missing?`);
    await canvas.sees(`Sent by`);
    await fixture.accessibility.look(page, 'a mail of an automation');
  });

  it('groups runs by error, and commands all of a group', async () => {
    const { adminTasks, stack } = fixture;
    const studio = await Studio.open(stack.env.OUTBOUND_ALLOWED ?? '');
    try {
      studio.answerWith(500);
      const event = fresh('studio.many').replace(' ', '_');
      const call = {
        id: 'call',
        kind: 'callUrl',
        config: { method: 'POST', url: `http://${stack.env.OUTBOUND_ALLOWED}/studio`, timeoutSeconds: 5 },
      };
      const name = fresh('Tell many');
      const automation = await adminTasks.automation(name, line(onEvent(event), call, addTag('told', 'told')));
      for (const person of ['Ida Falk', 'Max Roth', 'Uwe Kern']) {
        const email = freshAddress('stuck');
        await adminTasks.person({ email, name: person });
        await adminTasks.event(email, event);
      }
      type StepCount = { nodeId: string; people: number; parked: number }[];
      const stepCounts = () => adminTasks.admin.get<StepCount>(`/api/admin/automations/${automation}/standing`);
      await adminTasks.until('all are stuck', async () => (await stepCounts()).some(({ parked }) => parked === 3));
      const page = await fixture.staff();
      const screen = new Canvas(page);
      await page.goto(`${fixture.adminUrl}/automations/${automation}`);
      await page.getByRole('link', { name: '3 people are here now, 3 need attention' }).click();
      await screen.sees('3 journeys');
      await page.goto(fixture.adminUrl);
      await page.getByRole('link', { name: /needs? attention/ }).click();
      const group = page.getByRole('region').filter({ hasText: name });
      await screen.sees(group.getByText('The server answered 500.'));
      await fixture.accessibility.look(page, 'journeys that need attention');
      await group.getByRole('button', { name: 'Continue elsewhere: Uwe Kern' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Step').selectOption({ index: 1 });
      await fixture.accessibility.look(page, 'continue at another step');
      await dialog.getByRole('button', { name: 'Continue there' }).click();
      await adminTasks.until('one continued', async () => (await stepCounts()).some(({ parked }) => parked === 2));
      studio.answerWith(200);
      await group.getByRole('button', { name: 'Retry all' }).click();
      await screen.sees('2 people retried the step.');
      await fixture.accessibility.look(page, 'progress of a command');
      await adminTasks.until('nobody is stuck', async () => (await stepCounts()).length === 0);
      await group.waitFor({ state: 'detached' });
    } finally {
      await studio.close();
    }
  });

  it('shows nothing that keeps somebody out', () => {
    expect(fixture.accessibility.found).toEqual([]);
  });
});
