import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createAdvanceActivities } from '@perennial/activities';
import { AutomationRun, Contact } from '@perennial/db';
import { line, publish } from '../support/automation.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { drain as deliver, relayOver } from '../support/relay.js';
import { servicesOf } from '../support/services.js';

let db: TestDatabase;
let school: string;
const now = new Date('2027-03-01T09:00:00Z');
beforeAll(async () => {
  db = await openDatabase('same_property', { wall: () => now });
  school = await db.school('kiln');
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);
const named = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });
const event = (contactId: string, name: string, cartId: string) =>
  inSchool(() => db.events.record({ type: 'custom.event', contactId, occurredAt: now, data: { name, properties: { cartId } } }));
async function drain(): Promise<void> {
  await deliver(relayOver(db.relay, { wall: () => now }));
}
const runOf = (contactId: string) => inSchool(() => db.tenancy.repo(AutomationRun).findOneByOrFail({ contactId }));
async function advance(contactId: string): Promise<string> {
  const { advance: go } = createAdvanceActivities(servicesOf(db));
  const run = await runOf(contactId);
  return (await go({ schoolId: school, runId: run.id, expectedRevision: run.revision })).kind;
}
let people = 0;
/** A person whose cart A has started a journey that waits for its checkout. */
async function waiting(name: string, sameProperty: string | null): Promise<string> {
  const graph = line(
    { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named(`${name}.added`) } },
    {
      id: 'wait',
      kind: 'waitForEvent',
      config: {
        paths: [{ port: 'came', eventType: 'custom.event', filters: named(`${name}.checked_out`), label: '', sameProperty }],
        timeoutAmount: 60,
        timeoutUnit: 'minutes',
        lookBackMinutes: 5,
      },
    },
  );
  const contactId = await inSchool(async () => {
    await publish(db, graph, name);
    return String((await db.tenancy.repo(Contact).insert({ email: `cart${people++}@example.com` })).identifiers[0]?.id);
  });
  await event(contactId, `${name}.added`, 'A');
  await drain();
  return contactId;
}

it('another cart’s checkout leaves the person waiting, their own ends the wait', async () => {
  const contactId = await waiting('same', 'cartId');
  expect(await advance(contactId)).toBe('wait');
  await event(contactId, 'same.checked_out', 'B');
  await drain();
  expect(await advance(contactId)).toBe('wait');
  await event(contactId, 'same.checked_out', 'A');
  await drain();
  expect(await advance(contactId)).toBe('finish');
});

it('looking back minds the property as well', async () => {
  const other = await waiting('back', 'cartId');
  await event(other, 'back.checked_out', 'B');
  expect(await advance(other)).toBe('wait');
  const own = await waiting('back-own', 'cartId');
  await event(own, 'back-own.checked_out', 'A');
  expect(await advance(own)).toBe('finish');
});

it('without the setting any cart ends the wait', async () => {
  const contactId = await waiting('any', null);
  expect(await advance(contactId)).toBe('wait');
  await event(contactId, 'any.checked_out', 'B');
  await drain();
  expect(await advance(contactId)).toBe('finish');
});
