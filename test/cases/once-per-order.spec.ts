import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AutomationRun, Contact } from '@perennial/db';
import { line, publish } from '../support/automation.js';
import { openDatabase, type TestDatabase } from '../support/database.js';
import { drain as deliver, relayOver } from '../support/relay.js';

let db: TestDatabase;
let school: string;
const now = new Date('2027-03-01T09:00:00Z');
beforeAll(async () => {
  db = await openDatabase('once_per_order', { wall: () => now });
  school = await db.school('kiln');
});
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>) => db.tenancy.withSchool(school, work);

/** How many journeys the orders start, one after the other, for one person. */
async function journeys(key: string, orders: readonly (string | number)[]): Promise<number> {
  const name = `order.placed.${orders.join('.')}`;
  const graph = {
    ...line(
      {
        id: 'start',
        kind: 'trigger',
        config: {
          eventType: 'custom.event',
          filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] },
        },
      },
      { id: 'tag', kind: 'addTag', config: { tag: 'ordered' } },
    ),
    entry: { policy: 'once_per_key', key },
  };
  const contactId = await inSchool(async () => {
    await publish(db, graph, name);
    const made = await db.tenancy.repo(Contact).insert({ email: `${crypto.randomUUID()}@example.com` });
    return String(made.identifiers[0]?.id);
  });
  for (const orderId of orders) {
    await inSchool(() =>
      db.events.record({ type: 'custom.event', contactId, occurredAt: now, data: { name, properties: { orderId } } }),
    );
    await deliver(relayOver(db.relay, { wall: () => now }));
  }
  return inSchool(() => db.tenancy.repo(AutomationRun).countBy({ contactId }));
}

it('once per value of a property lets each order in once: A1, A1, A2 are two journeys', async () => {
  expect(await journeys('properties.orderId', ['A1', 'A1', 'A2'])).toBe(2);
});

it('a number is a value as well', async () => {
  expect(await journeys('properties.orderId', [1, 2, 2])).toBe(2);
});
