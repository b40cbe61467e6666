import { randomBytes } from 'node:crypto';
import { createDataSource, Tenancy } from '@perennial/db';
import { AccessService, Clocks, EventLog } from '@perennial/services';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { fromRunner } from './runner.js';

const login = 'spec_app';

/** A migrated database of its own, for one spec file. */
export interface TestDatabase {
  readonly name: string;
  /** As api and worker log in. */
  readonly url: string;
  readonly app: DataSource;
  readonly relay: DataSource;
  readonly tenancy: Tenancy;
  readonly events: EventLog;
  readonly clocks: Clocks;
  readonly access: AccessService;
  /** A school of its own. */
  school(slug: string): Promise<string>;
  /** Not subject to row-level security. */
  asOwner<R extends object>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/** Runs statements as the cluster's superuser. */
export async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>, database?: string): Promise<T> {
  const client = new pg.Client(database ? urlOf(database) : fromRunner('TEST_DATABASE_URL'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Address of a database on the runner's cluster; as the superuser unless a login is named. */
export function urlOf(database: string, as?: string): string {
  const url = new URL(fromRunner('TEST_DATABASE_URL'));
  url.pathname = `/${database}`;
  if (as) [url.username, url.password] = [as, 'x'];
  return url.href;
}

/** Advisory locks belong to a database, so the turns of spec files that run side by side are taken in the one they all know. */
async function inTurn<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return asSuperuser(async (client) => {
    await client.query('select pg_advisory_lock(7203114)');
    return work(client);
  });
}

const migrated = 'migrated';

/** Creates a migrated database: a copy of the one that the first spec file migrates, since copying is faster by a factor of ten. */
export async function createDatabase(prefix: string, as = login): Promise<string> {
  const name = `${prefix}_${randomBytes(5).toString('hex')}`;
  await inTurn(async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [migrated]);
    if (!rowCount) {
      await client.query(`drop database if exists ${migrated}_soon`);
      await client.query(`create database ${migrated}_soon`);
      await migrate(`${migrated}_soon`);
      await client.query(`alter database ${migrated}_soon rename to ${migrated}`);
    }
    await client.query(
      `do $$ begin create role ${as} login password 'x'; exception when duplicate_object or unique_violation then null; end $$`,
    );
    await client.query(`grant perennial_app to ${as}`);
    await client.query(`grant perennial_relay to ${as} with inherit false, set true`);
  });
  await asSuperuser((client) => client.query(`create database ${name} template ${migrated}`));
  return name;
}

async function migrate(database: string): Promise<void> {
  const owner = createDataSource({ url: urlOf(database), role: 'owner' });
  await owner.initialize();
  await owner.runMigrations();
  await owner.destroy();
}

/** Opens a fresh database as api and worker would. @param poolSize connections; 1 makes every scope reuse the same */
export async function openDatabase(
  prefix: string,
  { poolSize = 5, wall }: { poolSize?: number; wall?: () => Date } = {},
): Promise<TestDatabase> {
  const name = await createDatabase(prefix);
  const url = urlOf(name, login);
  const app = createDataSource({ url, poolSize });
  const relay = createDataSource({ url, poolSize: 4, role: 'relay' });
  await app.initialize();
  await relay.initialize();
  const tenancy = new Tenancy(app);
  const events = new EventLog(tenancy);
  return {
    name,
    url,
    app,
    relay,
    tenancy,
    events,
    clocks: new Clocks(tenancy, wall),
    access: new AccessService(tenancy, events),
    async school(slug) {
      const [row] = await app.query(`select create_school($1, $1, 'Europe/Berlin', 'eur', $2) as id`, [
        slug,
        `help@${slug}.example`,
      ]);
      return row.id;
    },
    asOwner: async <R extends object>(sql: string, parameters: readonly unknown[] = []) =>
      asSuperuser(async (client) => (await client.query<R>(sql, [...parameters])).rows, name),
    async close() {
      await app.destroy();
      await relay.destroy();
      await asSuperuser((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
