import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { column, columnName, defineQuery, orNull, postgresTypes, type Query, statementsOf } from '@perennial/db';
import pg from 'pg';
import { createDatabase, openDatabase, type TestDatabase, urlOf } from '../../support/database.js';

type AnyQuery = Pick<Query<unknown, readonly unknown[]>, 'sql' | 'columns'>;

const isQuery = (value: object): value is AnyQuery => 'sql' in value && 'columns' in value;
const root = join(import.meta.dirname, '../../..');
const folders = [
  'apps/api/src',
  'apps/worker/src',
  'libs/db/src',
  'libs/services/src',
  'libs/stripe/src',
  'activities/src',
  'relay/src',
];
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { encoding: 'utf8', recursive: true })
    .filter((path) => path.endsWith('.queries.ts'))
    .map((path) => join(folder, path)),
);

let client: pg.Client;
let typeNames: ReadonlyMap<number, string>;

beforeAll(async () => {
  client = new pg.Client(urlOf(await createDatabase('queries')));
  await client.connect();
  const types = await client.query<{ oid: number; name: string }>('select oid::int, format_type(oid, null) as name from pg_type');
  typeNames = new Map(types.rows.map(({ oid, name }) => [oid, name]));
});
afterAll(() => client.end());

/** What Postgres says a statement returns; prepares it and does not run it. */
function described(sql: string): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    let columns: Record<string, string> = {};
    client.query({
      submit(connection: pg.Connection) {
        connection.parse({ name: '', text: sql, types: [] }, true);
        connection.describe({ type: 'S', name: '' }, true);
        connection.sync();
      },
      handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }) {
        columns = Object.fromEntries(
          fields.map(({ name, dataTypeID }) => [name, typeNames.get(dataTypeID) ?? String(dataTypeID)]),
        );
      },
      // After an error the client does not pass on that it is ready.
      handleError: reject,
      handleReadyForQuery: () => resolve(columns),
    } as pg.Submittable);
  });
}

/** Compares what a statement declares with what Postgres describes. */
async function compare({ sql, columns }: AnyQuery): Promise<void> {
  const declared = Object.entries(columns).map(([name, { type }]) => [columnName(name), postgresTypes[type]]);
  expect(await described(sql)).toEqual(Object.fromEntries(declared));
}

describe('every declared statement', () => {
  it.each(files)('of %s fits the migrated schema, with the columns and types that it declares', async (path) => {
    const exported: Record<string, AnyQuery | Record<string, AnyQuery>> = await import(join(root, path));
    const queries = Object.entries(exported).flatMap(([name, value]) =>
      isQuery(value) ? [[name, value] as const] : Object.entries(value).map(([key, each]) => [`${name}.${key}`, each] as const),
    );
    expect(queries.length).toBeGreaterThan(0);
    for (const [name, query] of queries) {
      expect([name, isQuery(query)]).toEqual([name, true]);
      await compare(query).catch((error: unknown) => {
        throw new Error(`${path}, ${name}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
  });

  it('is found', () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
  });
});

describe('a statement that does not fit', () => {
  const wrong: readonly [string, AnyQuery, string][] = [
    ['a renamed column', { sql: 'select c.full_name from contact c', columns: { fullName: column.text() } }, 'full_name'],
    ['an undeclared column', { sql: 'select c.id, c.email from contact c', columns: { id: column.uuid } }, 'email'],
    ['another type', { sql: 'select count(*) as total from contact', columns: { total: column.integer } }, 'bigint'],
    ['a wrong name', { sql: 'select c.time_zone from contact c', columns: { timezone: column.text() } }, 'time_zone'],
  ];
  it.each(wrong)('fails: %s', async (_, query, named) => {
    await expect(compare(query)).rejects.toThrow(named);
  });
});

describe('a declared statement', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openDatabase('query_rows');
  });
  afterAll(() => db.close());

  const byEmail = defineQuery<[email: string]>()({
    columns: { email: column.text(), timeZone: orNull(column.text()), createdAt: column.timestamp },
    sql: 'select email, time_zone, created_at from contact where email = $1',
  });

  it('answers rows with the declared names, from the school in scope only', async () => {
    const kiln = await db.school('kiln');
    const bread = await db.school('bread');
    await db.tenancy.withSchool(kiln, () =>
      db.tenancy.rows(`insert into contact (email, time_zone) values ('ada@example.com', 'Europe/Berlin')`),
    );
    const row = await db.tenancy.withSchool(kiln, () => db.tenancy.rowOf(byEmail, 'ada@example.com'));
    expect(row).toEqual({ email: 'ada@example.com', timeZone: 'Europe/Berlin', createdAt: expect.any(Date) });
    expect(await db.tenancy.withSchool(bread, () => db.tenancy.rowsOf(byEmail, 'ada@example.com'))).toEqual([]);
  });

  it('that is prepared is planned once per connection, and answers the same as one that is not', async () => {
    const sql = 'select count(*)::int as total from contact where email = $1';
    const [plain, prepared] = [false, true].map((each) =>
      defineQuery<[email: string]>()({ columns: { total: column.integer }, sql, prepared: each }),
    );
    const school = await db.school('twice');
    const answers = await db.tenancy.withSchool(school, async () => {
      const seen = [];
      for (const query of [plain, prepared, prepared, plain])
        if (query) seen.push(await db.tenancy.rowOf(query, 'nobody@example.com'));
      const kept = await db.tenancy.rows<{ calls: string }>(
        'select (generic_plans + custom_plans)::text as calls from pg_prepared_statements where name = $1',
        [prepared?.name],
      );
      return { seen, kept };
    });
    expect(answers).toEqual({ seen: Array.from({ length: 4 }, () => ({ total: 0 })), kept: [{ calls: '2' }] });
  });

  it('runs on a connection of its own outside a transaction, and fails as TypeORM’s statements do', async () => {
    const odd = defineQuery<[text: string]>()({ columns: { id: column.uuid }, sql: 'select $1::uuid as id' });
    await expect(statementsOf(db.app).rowsOf(odd, 'no uuid')).rejects.toMatchObject({ name: 'QueryFailedError', code: '22P02' });
    expect(await statementsOf(db.app).rowsOf(odd, '0190163d-8694-739b-aea5-966c26f8ad90')).toHaveLength(1);
  });
});
