import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Canvas } from './pages/canvas.js';
import { Fixture, fresh, freshAddress } from './support/fixture.js';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await Fixture.open();
});
afterAll(() => fixture.close());

interface Run {
  readonly startedAt: string;
  readonly contact: { readonly id: string };
}
const runsOf = async (id: string) =>
  (await fixture.adminTasks.admin.get<{ items: Run[] }>(`/api/admin/automations/${id}/runs?sort=startedAt`)).items;

describe('an automation on a date', () => {
  it('is drawn on the canvas, and starts on each birthday as a test clock advances', async () => {
    const { admin } = fixture.adminTasks;
    const fieldName = fresh('Birthday');
    const field = await admin.post<{ id: string }>('/api/admin/contact-fields', { name: fieldName, type: 'date' });
    const clock = await fixture.adminTasks.clock('2027-02-27T08:00:00Z');
    const person = await fixture.adminTasks.person({ email: freshAddress('lea'), name: 'Lea Leap', clockId: clock });
    await admin.send('PATCH', `/api/admin/contacts/${person}/fields`, { values: { [field.id]: '2000-02-29' } });

    const { id } = await admin.post<{ id: string }>('/api/admin/automations', { name: fresh('Happy birthday') });
    const page = await fixture.staff();
    const canvas = new Canvas(page);
    await page.goto(`${fixture.adminUrl}/automations/${id}`);
    await canvas.startWith('On a date');
    const settings = canvas.settings('Trigger');
    await canvas.choose(settings.getByRole('combobox', { name: 'Which date' }), 'A date in a contact field');
    await settings.getByRole('combobox', { name: 'Contact field' }).fill(fieldName);
    await page.getByRole('option', { name: fieldName }).click();
    await settings.getByRole('switch', { name: 'Every year' }).click();
    await canvas.sees(canvas.card(`On their “${fieldName}”, every year, 09:00 their time`));
    await fixture.accessibility.look(page, 'a trigger on a date');
    await canvas.add('Exit');
    await canvas.saved();
    await canvas.publish();
    await canvas.sees(/^Published\./);

    // 2027 has no 29 February. 09:00 in Berlin is 08:00 UTC in February.
    await fixture.adminTasks.advance(clock, '2027-02-28T07:59:00Z');
    expect(await runsOf(id)).toEqual([]);
    await fixture.adminTasks.advance(clock, '2028-03-05T08:00:00Z');
    expect((await runsOf(id)).map(({ startedAt, contact }) => [contact.id, startedAt])).toEqual([
      [person, '2027-02-28T08:00:00.000Z'],
      [person, '2028-02-29T08:00:00.000Z'],
    ]);
  });
});

/** Other people of the stack are on this schedule as well. */
const onlyWilla = { match: 'all', tests: [{ field: 'contact.name', operator: 'is', value: 'Willa Weekly' }] };

describe('an automation on a schedule', () => {
  it('starts for a person on a test clock on each of its days', async () => {
    const { adminTasks } = fixture;
    const tag = fresh('weekly');
    const clock = await adminTasks.clock('2027-03-26T12:00:00Z');
    await adminTasks.person({ email: freshAddress('willa'), name: 'Willa Weekly', clockId: clock });
    const id = await adminTasks.automation(fresh('Weekly'), {
      nodes: [
        {
          id: 'start',
          kind: 'trigger',
          config: { eventType: 'schedule.reached', every: 'week', weekdays: [1, 7], time: '09:00', filters: onlyWilla },
        },
        { id: 'tag', kind: 'addTag', config: { tag } },
      ],
      edges: [{ source: 'start', port: 'next', target: 'tag' }],
    });
    await adminTasks.advance(clock, '2027-03-30T12:00:00Z');
    // Sunday 28 March is the day on which summer time begins.
    expect((await runsOf(id)).map(({ startedAt }) => startedAt)).toEqual([
      '2027-03-28T07:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
    ]);
  });
});
