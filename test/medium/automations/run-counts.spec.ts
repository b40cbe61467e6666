import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createLogger } from '@perennial/logging';
import { Housekeeping } from '@perennial/worker';
import fc from 'fast-check';
import { openDatabase, type TestDatabase } from '../../support/database.js';

jest.setTimeout(120_000);

const states = ['running', 'waiting', 'parked', 'completed', 'exited', 'stopped'] as const;

let db: TestDatabase;
let school: string;
let automations: string[];

beforeAll(async () => {
  db = await openDatabase('run_counts');
  school = await db.school('kiln');
  automations = await Promise.all(['Welcome', 'Rescue'].map(anAutomation));
});
afterAll(() => db.close());

async function anAutomation(name: string): Promise<string> {
  const [row] = await db.asOwner<{ id: string }>(
    `insert into automation (school_id, name, draft) values ($1, $2, '{}') returning id`,
    [school, name],
  );
  await db.asOwner(
    `insert into automation_version (school_id, automation_id, number, graph, trigger_types) values ($1, $2, 1, '{}', '{}')`,
    [school, row?.id],
  );
  return String(row?.id);
}

const counts = (table: string) =>
  db.asOwner<{ automation: string; state: string; count: number }>(
    `select automation_id as automation, state, sum(count)::int as count from ${table} group by 1, 2 having sum(count) <> 0 order by 1, 2`,
  );
const kept = () => counts('run_count');
const recounted = () => counts('(select automation_id, state, 1 as count from automation_run) runs');

const rows = (sql: string, ...parameters: unknown[]) => db.tenancy.withSchool(school, () => db.tenancy.rows(sql, parameters));

/** Statements as the relay, the walk and erasure send them, for several runs at once. */
const write = fc.oneof(
  fc.record({ kind: fc.constant('enter' as const), automation: fc.nat(1), runs: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('move' as const), from: fc.constantFrom(...states), to: fc.constantFrom(...states) }),
  fc.record({ kind: fc.constant('touch' as const) }),
  fc.record({ kind: fc.constant('remove' as const), from: fc.constantFrom(...states) }),
  fc.record({ kind: fc.constant('undo' as const), to: fc.constantFrom(...states) }),
  fc.record({ kind: fc.constant('add up' as const) }),
);

async function apply(written: typeof write extends fc.Arbitrary<infer W> ? W : never): Promise<void> {
  switch (written.kind) {
    case 'enter':
      await rows(
        `insert into automation_run (automation_id, version_id, event_id, entry_key, state, cursor, started_at)
         select $1, v.id, uuidv7(), uuidv7()::text, 'running', '{}', now() from automation_version v, generate_series(1, $2::int) where v.automation_id = $1`,
        automations[written.automation],
        written.runs,
      );
      return;
    case 'move':
      await rows('update automation_run set state = $2 where state = $1', written.from, written.to);
      return;
    case 'touch':
      await rows(`update automation_run set cursor = '{"revision": 1}'`);
      return;
    case 'remove':
      await rows('delete from automation_run where id in (select id from automation_run where state = $1 limit 2)', written.from);
      return;
    case 'undo':
      await db.tenancy
        .withSchool(school, async () => {
          await db.tenancy.rows('update automation_run set state = $1', [written.to]);
          throw new Error('undone');
        })
        .catch(() => undefined);
      return;
    case 'add up':
      await new Housekeeping(db.app, createLogger('silent', 'spec')).once();
  }
}

describe('the counts of an automation’s runs', () => {
  it('equal a recount after any history of writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 12 }), async (history) => {
        for (const each of history) await apply(each);
        expect(await kept()).toEqual(await recounted());
      }),
      { numRuns: 40 },
    );
  });

  it('are added up to one row for each state, and belong to one school', async () => {
    await apply({ kind: 'enter', automation: 0, runs: 3 });
    await apply({ kind: 'enter', automation: 0, runs: 2 });
    await apply({ kind: 'add up' });
    const [{ most } = { most: 0 }] = await db.asOwner<{ most: number }>(
      'select max(n)::int as most from (select count(*) as n from run_count group by automation_id, state) each',
    );
    expect(most).toBe(1);
    const stranger = await db.school('bread');
    expect(await db.tenancy.withSchool(stranger, () => db.tenancy.rows('select from run_count'))).toEqual([]);
  });

  // A statement of twenty adds up, so that 250 in a row do not is as likely as one in 300,000.
  it('stay few rows however much is written, without housekeeping', async () => {
    await apply({ kind: 'enter', automation: 1, runs: 1 });
    for (let n = 0; n < 600; n++)
      await apply({ kind: 'move', from: n % 2 ? 'waiting' : 'running', to: n % 2 ? 'running' : 'waiting' });
    const [{ rows: left } = { rows: 0 }] = await db.asOwner<{ rows: number }>(
      'select count(*)::int as rows from run_count where automation_id = $1',
      [automations[1]],
    );
    expect(left).toBeLessThan(500);
    expect(await kept()).toEqual(await recounted());
  });

  it('are kept by writers at the same time without one waiting for another', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => apply({ kind: 'enter', automation: n % 2, runs: 3 })));
    expect(await kept()).toEqual(await recounted());
  });
});
