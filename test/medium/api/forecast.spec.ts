import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate } from '@perennial/domain/calendar';
import { line } from '../../support/automation.js';
import { Fixture, type Visitor } from './support.js';

let fixture: Fixture;
let owner: Visitor;
let stranger: Visitor;
let zone: string;
beforeAll(async () => {
  fixture = await Fixture.open();
  owner = await fixture.owner('kiln');
  stranger = await fixture.owner('bread');
  const [school] = await fixture.rows<{ zone: string }>(fixture.kiln, 'select time_zone as zone from school');
  zone = school?.zone ?? '';
}, 60_000);
afterAll(() => fixture.close());

const template = async () => (await owner.get('/api/admin/email-templates?q=Welcome')).body.items[0].id as string;

/** An automation that waits and then sends an email, to everyone or to those with a tag. */
async function published(name: string, onlySome = false): Promise<string> {
  const { id, draftRevision } = (await owner.send('POST', '/api/admin/automations', { name })).body;
  const tag = (await owner.send('POST', '/api/admin/tags', { name: `Tag of ${name}` })).body.id;
  const ask = {
    id: 'ask',
    kind: 'ifElse',
    port: 'yes',
    config: { condition: { match: 'all', tests: [{ field: 'contact.tags', operator: 'includes', value: tag }] } },
  };
  const mail = { id: 'mail', kind: 'sendEmail', config: { templateId: await template(), category: 'transactional' } };
  const graph = {
    schemaVersion: 1,
    ...line(
      { id: 'start', kind: 'trigger', config: { eventType: 'contact.signed_up' } },
      { id: 'pause', kind: 'waitDuration', config: { amount: 3, unit: 'days' } },
      ...(onlySome ? [ask, mail] : [mail]),
    ),
  };
  const saved = await owner.send('PUT', `/api/admin/automations/${id}/draft`, { graph, revision: draftRevision });
  await owner.send('POST', `/api/admin/automations/${id}/publish`, { revision: saved.body.draftRevision });
  return id;
}

const person = async (name: string, more: object = {}): Promise<string> =>
  (await owner.send('POST', '/api/admin/contacts', { email: `${randomUUID()}@kiln.example`, name, ...more })).body.id;

const noonIn = (days: number) => new Date(Date.now() + days * 86_400_000);
const dayOf = (at: Date) => localDate(at.toISOString(), zone);

/** A run of a person that waits until an instant. */
async function waits(automationId: string, contactId: string, dueAt: Date, clockId: string | null = null): Promise<void> {
  await fixture.rows(
    fixture.kiln,
    `with run as (
       insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, state, started_at)
       select id, published_version_id, $2, $3::uuid, $3::text, '{"nodeId": "pause", "visit": 2, "phase": "waiting"}', 'waiting', now()
         from automation where id = $1 returning id)
     insert into wait (owner_kind, owner_id, contact_id, clock_id, reason, due_at) select 'run', id, $2, $5, 'Waits', $4 from run`,
    [automationId, contactId, randomUUID(), dueAt, clockId],
  );
}

const forecast = async (days = 7, who = owner) => (await who.get(`/api/admin/automation-forecast?days=${days}`)).body;
type Day = { day: string; people: number; emails: number; possibleEmails: number };
const of = ({ automations }: { automations: { id: string; days: Day[] }[] }, id: string) =>
  automations.find((automation) => automation.id === id)?.days ?? [];

describe('the forecast', () => {
  it('counts who continues on which day of the school, and the emails that follow, certain or not', async () => {
    const [all, some] = [await published('Everyone'), await published('Some', true)];
    const due = noonIn(2);
    for (const name of ['Ada', 'Bo']) await waits(all, await person(name), due);
    await waits(some, await person('Cleo'), due);
    const found = await forecast();
    const day = dayOf(due);
    expect(of(found, all)).toEqual([expect.objectContaining({ day, people: 2, emails: 2, possibleEmails: 0 })]);
    expect(of(found, some)).toEqual([expect.objectContaining({ day, people: 1, emails: 0, possibleEmails: 1 })]);
    expect(found.days).toHaveLength(7);
    expect(found.days.find((one: Day) => one.day === day)).toMatchObject({ people: 3, emails: 2, possibleEmails: 1 });
    expect(of(await forecast(7, stranger), all)).toEqual([]);
  });

  it('counts what is late today, and what is due later only in the longer period', async () => {
    const id = await published('Late and later');
    await waits(id, await person('Dora'), noonIn(-1));
    await waits(id, await person('Eve'), noonIn(20));
    expect(of(await forecast(), id).map(({ day }) => day)).toEqual([dayOf(new Date())]);
    expect(of(await forecast(30), id).map(({ day }) => day)).toEqual([dayOf(new Date()), dayOf(noonIn(20))]);
  });

  it('leaves out test clocks and people whom a pause holds', async () => {
    const [clocked, held] = [await published('On a clock'), await published('Held')];
    const [clock] = await fixture.rows<{ id: string }>(
      fixture.kiln,
      `insert into clock (name, now) values ('Trial', now()) returning id`,
    );
    await waits(clocked, await person('Finn'), noonIn(1), clock?.id ?? null);
    await waits(held, await person('Gil'), noonIn(1));
    expect(of(await forecast(), held)).toHaveLength(1);
    await owner.send('POST', `/api/admin/automations/${held}/pause`, { people: 'hold' });
    const found = await forecast();
    expect([of(found, clocked), of(found, held), found.held]).toEqual([[], [], 1]);
  });

  it('names people who may get emails of several automations on one day', async () => {
    const [one, other] = [await published('Letter'), await published('Reminder', true)];
    const [both, single] = [await person('Hana Both'), await person('Ivo Single')];
    for (const id of [one, other]) await waits(id, both, noonIn(3));
    await waits(one, single, noonIn(3));
    await waits(one, single, noonIn(3));
    const { several } = await forecast();
    const named = several.items.filter(({ contact }: { contact: { name: string } }) => /Both|Single/.test(contact.name));
    expect(named).toEqual([
      { contact: expect.objectContaining({ id: both }), day: dayOf(noonIn(3)), automationIds: [one, other].sort() },
    ]);
  });

  it('takes less than two seconds with 20,000 waits, and warns about their day', async () => {
    const id = await published('Many');
    const contact = await person('Jo');
    await fixture.rows(
      fixture.kiln,
      `with run as (
         insert into automation_run (automation_id, version_id, contact_id, event_id, entry_key, cursor, state, started_at)
         select a.id, a.published_version_id, $2, gen_random_uuid(), 'many:' || n, '{"nodeId": "pause", "visit": 2, "phase": "waiting"}',
                'waiting', now()
           from automation a, generate_series(1, 20000) n where a.id = $1 returning id)
       insert into wait (owner_kind, owner_id, contact_id, reason, due_at) select 'run', id, $2, 'Waits', $3 from run`,
      [id, contact, noonIn(4)],
    );
    const started = performance.now();
    const found = await forecast(30);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(of(found, id)).toEqual([expect.objectContaining({ people: 20_000, emails: 20_000 })]);
    expect(found.spikes).toEqual([dayOf(noonIn(4))]);
  }, 120_000);
});
