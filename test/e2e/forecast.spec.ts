import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addTag, line, onEvent, wait } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('the forecast', () => {
  it('shows who continues on which day, by automation, on a desktop and on a phone', async () => {
    const { adminTasks } = fixture;
    const [event, name] = [fresh('due').replace(' ', '_'), fresh('Due soon')];
    const id = await adminTasks.automation(name, line(onEvent(event), wait('pause', 2, 'days'), addTag('tag', fresh('due'))));
    const email = freshAddress('ines');
    await adminTasks.person({ email, name: 'Ines Moreau' });
    await adminTasks.event(email, event);
    await adminTasks.runOf(id, 'waiting');

    const page = await fixture.staff();
    const screen = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations`);
    await screen.fromMenu('More', 'Forecast');
    await screen.heading('Forecast');
    const row = page.getByRole('table', { name: 'Forecast by automation' }).getByRole('row').filter({ hasText: name });
    await screen.sees(row.getByText('1', { exact: true }));
    await fixture.accessibility.look(page, 'forecast');
    await page.getByRole('combobox', { name: 'Automation' }).fill(name);
    await page.getByRole('option', { name }).click();
    await page.getByRole('button', { name: /: 1$/ }).click();
    await screen.sees(page.getByRole('heading', { name: /^By automation, / }));
    await screen.sees(row);

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText('30 days').click();
    await screen.sees(page.getByRole('list', { name: 'Journeys that continue per day' }));
    await fixture.accessibility.look(page, 'forecast on a phone');
    expect(fixture.accessibility.found).toEqual([]);
  });
});
