import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTag, line, onEvent } from '../story/graphs.js';
import { Studio } from '../story/studio.js';
import { Canvas, Journey } from './pages/canvas.js';
import { day } from './support/dates.js';
import { fresh, freshAddress, House } from './support/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

describe('an automation', () => {
  it('is drawn with the mouse, mended, published, and shows where a person is', async () => {
    const { office } = house;
    const tag = fresh('workshop').replaceAll(' ', '-');
    const name = fresh('After the workshop');
    const page = await house.staff();
    const canvas = new Canvas(page);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Automations', exact: true }).click();
    await canvas.press('New automation');
    await page.getByRole('dialog').getByLabel('Name').fill(name);
    await house.accessibility.look(page, 'a new automation');
    await canvas.press('Create');
    await canvas.heading('What should start it?');
    await house.accessibility.look(page, 'an empty canvas');

    await canvas.startWith('Tag added');
    const trigger = canvas.settings('Trigger');
    await trigger.getByRole('button', { name: 'Add a condition' }).click();
    await canvas.choose(trigger.getByRole('combobox', { name: 'What to look at' }), 'Tag');
    await trigger.getByRole('textbox', { name: 'Compared with' }).fill(tag);
    await canvas.sees(trigger.getByText('Nothing happens after this trigger. Connect it to the next step.'));

    await canvas.add('Wait');
    const wait = canvas.settings('Wait');
    await wait.getByLabel('Wait for').fill('3');
    await canvas.sees(canvas.card('Wait 3 days'));
    await canvas.drop('Send e-mail');
    const mail = canvas.settings('Send e-mail');
    await canvas.sees(mail.getByText('Choose a mail template.'));
    await canvas.sees(page.getByRole('button', { name: 'Publish 1' }));
    await house.accessibility.look(page, 'the canvas with something to mend');
    await canvas.choose(mail.getByRole('combobox', { name: 'Mail template' }), 'Course completed');
    await canvas.sees(mail.getByText(/which a mail after “Tag added” does not have\./));
    await canvas.choose(mail.getByRole('combobox', { name: 'Mail template' }), 'Send Welcome Message');
    await canvas.sees(canvas.card('Send “Send Welcome Message”'));
    await canvas.sees(page.getByRole('button', { name: 'Publish', exact: true }));

    await mail.getByRole('button', { name: 'Remove' }).click();
    await canvas.card('Send “Send Welcome Message”').waitFor({ state: 'detached' });
    await canvas.press('Undo');
    await canvas.sees(canvas.card('Send “Send Welcome Message”'));
    await page.getByRole('application').press('Control+Shift+Z');
    await canvas.card('Send “Send Welcome Message”').waitFor({ state: 'detached' });
    await page.getByRole('application').press('Control+Z');
    await canvas.sees(canvas.card('Send “Send Welcome Message”'));

    await canvas.saved();
    await canvas.press('Publish');
    await canvas.sees('Published. People who are on their way stay on the version they entered.');
    await canvas.sees(page.getByRole('main').getByText('Active', { exact: true }));

    // Test clocks tick in whole seconds.
    const now = Math.floor(Date.now() / 1000) * 1000;
    const clockId = await office.clock(new Date(now).toISOString());
    const contactId = await office.person({ email: freshAddress('lin'), name: 'Lin Torres', clockId });
    const other = await office.person({ email: freshAddress('ola'), name: 'Ola Berg' });
    await office.admin.put(`/api/admin/contacts/${other}/tags/another-tag`);
    await office.admin.put(`/api/admin/contacts/${contactId}/tags/${tag}`);
    await office.runOf(page.url().split('/').at(-1) ?? '', 'waiting');
    await canvas.follow('Journeys');
    await canvas.heading('Journeys');
    await canvas.sees('1 journey');
    await house.accessibility.look(page, 'journeys');
    await canvas.follow('Lin Torres');
    const journey = new Journey(page);
    await journey.heading('Lin Torres’s journey');
    await journey.stands('Waiting');
    await journey.sees(/Goes on by .*\(in 3 days\)/);
    await journey.tells('When “Tag added” happens');
    await journey.tells('Wait 3 days');
    expect(await journey.steps()).toBe(2);
    await house.accessibility.look(page, 'a journey');
    await office.advance(clockId, new Date(now + 4 * day).toISOString());
    await page.reload();
    await journey.stands('Finished');
    await journey.tells('Send “Send Welcome Message”');
  });

  it('parks a person at a step that fails, and goes on when it is tried again', async () => {
    const { office, stack } = house;
    const studio = await Studio.open(stack.env.OUTBOUND_ALLOWED ?? '');
    try {
      studio.answerWith(500);
      const event = fresh('studio.call').replace(' ', '_');
      const call = {
        id: 'call',
        kind: 'callUrl',
        config: { method: 'POST', url: `http://${stack.env.OUTBOUND_ALLOWED}/studio`, timeoutSeconds: 5 },
      };
      const automation = await office.automation(fresh('Tell the studio'), line(onEvent(event), call, addTag('told', 'told')));
      const email = freshAddress('kim');
      await office.person({ email, name: 'Kim Osei' });
      await office.event(email, event);
      const run = await office.runOf(automation, 'parked');

      const page = await house.staff();
      const home = new Journey(page);
      await home.sees(/journeys? needs? attention/);
      await page.goto(`${house.adminUrl}/automations/${automation}/runs/${run}`);
      const journey = new Journey(page);
      await journey.stands('Needs attention');
      await house.accessibility.look(page, 'a parked journey');
      studio.answerWith(200);
      await journey.press('Try the step again');
      await journey.stands('Finished');
      await journey.tells('Add the tag “told”');
    } finally {
      await studio.close();
    }
  });

  it('shows nothing that keeps somebody out', () => {
    expect(house.accessibility.found).toEqual([]);
  });
});
