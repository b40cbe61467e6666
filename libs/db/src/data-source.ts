import 'reflect-metadata';
import { unreachable } from '@perennial/config';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';
import { SnakeCase } from './naming.js';

/** Login and role of a process. */
export interface DatabaseOptions {
  readonly url: string;
  /** Maximum number of connections. */
  readonly poolSize?: number;
  /** `relay` also sees every school's outbox; `owner` migrates. */
  readonly role?: 'app' | 'relay' | 'owner';
  /** Shown in pg_stat_activity. */
  readonly name?: string;
}

/** A data source for one role, not yet connected. Only migrations change the schema. */
export function createDataSource({ url, poolSize = 10, role = 'app', name = 'perennial' }: DatabaseOptions): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    applicationName: name,
    poolSize,
    entities,
    migrations: role === 'owner' ? migrations : [],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCase(),
    synchronize: false,
    // The app role cannot create extensions, and uuidv7() is built in.
    installExtensions: false,
    extra: { options: [...everyRole, ...(role === 'relay' ? ofRelay : [])].map((setting) => `-c ${setting}`).join(' ') },
  };
  return new DataSource(options);
}

/**
 * Postgres assumes a disk that has to seek, and reads all 100,000 people in order rather than a thousand of them by their IDs. On the
 * disks of today, and from memory, both take about as long per page.
 */
const everyRole = ['random_page_cost=1.1'];

/**
 * A list as a parameter makes Postgres plan a prepared statement anew for every length of the list. All statements of the relay find
 * their rows by key, so one plan fits every list.
 */
const ofRelay = ['role=perennial_relay', 'plan_cache_mode=force_generic_plan'];

/**
 * Connects a data source at the start of a process.
 * @throws {EnvironmentError} naming the variable, if the database cannot be reached
 */
export async function connect(dataSource: DataSource, variable: 'DATABASE_URL' | 'DATABASE_MIGRATION_URL'): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (error) {
    const { url } = dataSource.options as { url?: string };
    throw unreachable(variable, url ?? '', error);
  }
}
