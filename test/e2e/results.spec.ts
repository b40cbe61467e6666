import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { line, onEvent, wait } from '../story/graphs.js';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

describe('the results of an automation', () => {
  it('say how many people entered and reached the goal, on a desk and on a phone', async () => {
    const { adminTasks } = fixture;
    const event = fresh('results').replace(' ', '_');
    const goal = { eventType: 'tag.added', filters: { match: 'all', tests: [] } };
    const id = await adminTasks.automation(fresh('Results'), {
      ...line(onEvent(event), wait('pause', 3, 'days'), { id: 'end', kind: 'exit' }),
      goal,
    });
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}/results`);
    await canvas.sees('Nobody entered in these days');
    await fixture.accessibility.look(page, 'results without anybody');
    const people: string[] = [];
    for (const name of ['Rosa', 'Rui']) {
      const email = freshAddress(name.toLowerCase());
      people.push(await adminTasks.person({ email, name }));
      await adminTasks.event(email, event);
    }
    await adminTasks.until('both wait', async () => {
      const { items } = await adminTasks.admin.get<{ items: { state: string }[] }>(`/api/admin/automations/${id}/runs`);
      return items.length === 2 && items.every(({ state }) => state === 'waiting');
    });
    await adminTasks.admin.put(`/api/admin/contacts/${people[0]}/tags/bought`);
    await adminTasks.until('the goal is reached', async () => {
      const results = await adminTasks.admin.get<{ goal: { reached: number } }>(`/api/admin/automations/${id}/results`);
      return results.goal.reached === 1;
    });
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await page.getByRole('application').waitFor();
    await canvas.fromMenu('More', 'Results');
    await canvas.heading('Results');
    await canvas.sees(page.getByText('Reached the goal (50 %)'));
    await canvas.sees(page.getByRole('list', { name: 'Per day' }).getByText(/2 entered, 1 reached the goal/));
    await fixture.accessibility.look(page, 'results');
    expect(fixture.accessibility.found).toEqual([]);
  });
});
