import { EnvironmentError, readMigrateConfig } from '@perennial/config';
import { connect, createDataSource } from './data-source.js';
import { assertFenced } from './platform/tenancy/fence-check.js';

type Command = 'up' | 'down' | 'drift';
const usage = 'usage: node libs/db/dist/migrate.js [up | down | drift]';

/** Applies all migrations and grants the app role to the app's login. */
async function up(url: string, appUrl: string): Promise<string> {
  const login = decodeURIComponent(new URL(appUrl).username);
  const dataSource = createDataSource({ url, role: 'owner', name: 'migrate' });
  await connect(dataSource, 'DATABASE_MIGRATION_URL');
  try {
    const applied = await dataSource.runMigrations();
    await dataSource.query('select ensure_event_partitions(3)');
    const name = `"${login.replaceAll('"', '""')}"`;
    // Two migration jobs on a new database may grant at the same time.
    await dataSource.query('select pg_advisory_lock(7203114)');
    try {
      await dataSource.query(`grant perennial_app to ${name}`);
      await dataSource.query(`grant perennial_relay to ${name} with inherit false, set true`);
    } finally {
      await dataSource.query('select pg_advisory_unlock(7203114)');
    }
    return applied.length === 0 ? 'the schema is current' : `applied ${applied.map((migration) => migration.name).join(', ')}`;
  } finally {
    await dataSource.destroy();
  }
}

async function down(url: string): Promise<string> {
  const dataSource = createDataSource({ url, role: 'owner', name: 'migrate' });
  await connect(dataSource, 'DATABASE_MIGRATION_URL');
  try {
    await dataSource.undoLastMigration();
    return 'undid the newest migration';
  } finally {
    await dataSource.destroy();
  }
}

/** Compares the entities with the migrated schema. */
async function drift(url: string): Promise<string> {
  const dataSource = createDataSource({ url, role: 'owner', name: 'migrate' });
  await connect(dataSource, 'DATABASE_MIGRATION_URL');
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    if (upQueries.length > 0) {
      throw new Error(`entities and migrations differ:\n${upQueries.map((query) => `  ${query.query}`).join('\n')}`);
    }
    await assertFenced(dataSource);
    return 'no drift';
  } finally {
    await dataSource.destroy();
  }
}

const command = (process.argv[2] ?? 'up') as Command;
try {
  const config = readMigrateConfig();
  const work = {
    up: () => up(config.DATABASE_MIGRATION_URL, config.DATABASE_URL),
    down: () => down(config.DATABASE_MIGRATION_URL),
    drift: () => drift(config.DATABASE_MIGRATION_URL),
  }[command];
  if (!work) throw new Error(usage);
  process.stdout.write(`migrate: ${await work()}\n`);
} catch (error) {
  process.stderr.write(
    `migrate: ${error instanceof EnvironmentError || error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
