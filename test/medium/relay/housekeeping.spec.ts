import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { Housekeeping } from '@perennial/worker';
import { openDatabase, type TestDatabase } from '../../support/database.js';

let db: TestDatabase;
let school: string;

beforeAll(async () => {
  db = await openDatabase('housekeeping');
  school = await db.school('kiln');
});
afterAll(() => db.close());

const keep = () => new Housekeeping(db.app, createLogger('silent', 'spec')).once();

describe('housekeeping', () => {
  it('makes the months ahead that are missing', async () => {
    const [last] = await db.asOwner<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relkind = 'r' and c.relname ~ '^event_2' order by 1 desc limit 1`,
    );
    await db.asOwner(`drop table ${last?.name}`);
    await keep();
    expect(await db.asOwner('select to_regclass($1)::text as name', [last?.name])).toEqual([{ name: last?.name }]);
  });

  it('removes reasons that are older than a month, and keeps newer ones', async () => {
    const insert = (age: string) =>
      db.asOwner(
        `insert into non_entry (school_id, automation_id, event_id, reason, created_at) values ($1, uuidv7(), uuidv7(), $2::text, now() - $2::text::interval)`,
        [school, age],
      );
    await insert('31 days');
    await insert('29 days');
    await keep();
    expect(await db.asOwner('select reason from non_entry')).toEqual([{ reason: '29 days' }]);
  });

  it('removes deliveries of webhooks after a week, and receipts once they have expired', async () => {
    const id = '01920000-0000-7000-8000-0000000000ab';
    for (const age of ['8 days', '6 days'])
      await db.asOwner(
        `insert into webhook_delivery (school_id, webhook_id, result, notes, body, created_at)
         values ($1, $2, 'accepted', array[$3::text], '{}', now() - $3::text::interval)`,
        [school, id, age],
      );
    for (const left of ['-1 hour', '1 hour'])
      await db.asOwner(
        `insert into webhook_receipt (school_id, webhook_id, key, expires_at) values ($1, $2, $3::text, now() + $3::text::interval)`,
        [school, id, left],
      );
    await keep();
    expect(await db.asOwner('select notes from webhook_delivery')).toEqual([{ notes: ['6 days'] }]);
    expect(await db.asOwner('select key from webhook_receipt')).toEqual([{ key: '1 hour' }]);
  });

  it('adds up who passed the steps of automations: by hour for a week, in one row before that, with the same sums', async () => {
    const automation = '01920000-0000-7000-8000-0000000000aa';
    const passed = (age: string, people: number, port = 'next') =>
      db.asOwner(
        `insert into passage (school_id, automation_id, node_id, port, hour, people)
         values ($1, $2, 'wait', $3, date_trunc('hour', now() - $4::interval), $5)`,
        [school, automation, port, age, people],
      );
    for (const age of ['40 days', '9 days', '9 days', '3 hours', '3 hours', '1 second']) await passed(age, 2);
    await passed('9 days', 5, 'no');
    const rows = () =>
      db.asOwner<{ port: string; age: string; people: number }>(
        `select port, case when hour = '-infinity' then 'older' when hour = date_trunc('hour', now()) then 'this hour' else 'hour' end as age, people
           from passage where automation_id = $1 order by 1, 2`,
        [automation],
      );
    await keep();
    const added = [
      { port: 'next', age: 'hour', people: 4 },
      { port: 'next', age: 'older', people: 6 },
      { port: 'next', age: 'this hour', people: 2 },
      { port: 'no', age: 'older', people: 5 },
    ];
    expect(await rows()).toEqual(added);
    await keep();
    expect(await rows()).toEqual(added);
  });

  it('continues when the database does not respond', async () => {
    const away = createDataSource({ url: 'postgres://nobody@127.0.0.1:9/none' });
    const broken = new Housekeeping(away, createLogger('silent', 'spec'));
    await expect(broken.once()).resolves.toBeUndefined();
  });
});
