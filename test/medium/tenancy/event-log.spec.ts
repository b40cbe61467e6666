import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLoopError } from '@perennial/services';
import { someTag } from '../../support/automation.js';
import { openDatabase, type TestDatabase } from '../../support/database.js';

let db: TestDatabase;
let school: string;
const at = new Date('2027-01-17T10:00:00Z');

beforeAll(async () => {
  db = await openDatabase('events');
  school = await db.school('kiln');
});
afterAll(() => db.close());

const record = (
  event: Omit<Parameters<TestDatabase['events']['record']>[0], 'type' | 'contactId' | 'occurredAt' | 'data'> = {},
) =>
  db.tenancy.withSchool(school, () =>
    db.events.record({ type: 'tag.added', contactId: null, occurredAt: at, data: { tagId: someTag, tag: 'vip' }, ...event }),
  );

describe('an event', () => {
  it('is written with its outbox entry, or not at all', async () => {
    const lost = db.tenancy.withSchool(school, async () => {
      await db.events.record({ type: 'tag.added', contactId: null, occurredAt: at, data: { tagId: someTag, tag: 'lost' } });
      throw new Error('no');
    });
    await expect(lost).rejects.toThrow('no');
    const id = await record();
    const entries = await db.asOwner<{ event_id: string }>('select event_id from outbox');
    expect(entries.map((entry) => entry.event_id)).toEqual([id]);
  });

  it('with a business key is stored once, however often it is recorded', async () => {
    const tellings = [];
    for (let i = 0; i < 3; i++) tellings.push(await record({ key: 'membership:1:paid:in_1' }));
    expect(tellings.filter(Boolean)).toHaveLength(1);
  });

  it('with a business key is stored once when two transactions record it at the same time', async () => {
    const tellings = await Promise.all(Array.from({ length: 5 }, () => record({ key: 'membership:1:paid:in_2' })));
    expect(tellings.filter(Boolean)).toHaveLength(1);
  });

  it('does not share its key with another school', async () => {
    const other = await db.school('bread');
    await record({ key: 'shared' });
    const told = await db.tenancy.withSchool(other, () =>
      db.events.record({ type: 'tag.added', contactId: null, occurredAt: at, data: { tagId: someTag, tag: 'x' }, key: 'shared' }),
    );
    expect(told).not.toBeNull();
  });

  it('is refused when its data does not fit the catalogue', async () => {
    const wrong = db.tenancy.withSchool(school, () =>
      db.events.record({ type: 'payment.succeeded', contactId: null, occurredAt: at, data: JSON.parse('{"amount":"much"}') }),
    );
    await expect(wrong).rejects.toThrow();
  });

  it('ends a chain of causes that feeds itself', async () => {
    await expect(record({ cause: { eventId: '01920000-0000-7000-8000-000000000001', depth: 20 } })).rejects.toThrow(
      EventLoopError,
    );
    await expect(record({ cause: { eventId: '01920000-0000-7000-8000-000000000001', depth: 19 } })).resolves.not.toBeNull();
  });

  it('of this month is not in the default partition', async () => {
    await record();
    const [row] = await db.asOwner<{ count: string }>('select count(*) from only event_default');
    expect(row?.count).toBe('0');
  });
});
