import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputOf, postgresPackage } from './binaries.mjs';
import { Trouble } from './say.mjs';

const MAJOR = '18';
/** Where root keeps what the account of Postgres must be able to read, when the checkout is closed to it (under /root, say). */
const SHARED = '/var/lib/perennial';

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir
 * @property {number} port
 * @property {string} password of the superuser `postgres`
 * @property {boolean} durable false skips the waits for the disk: for tests
 */

/**
 * Starts a Postgres server of our own on a persistent folder.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {PostgresOptions} options
 * @returns {Promise<(database: string, login?: string, password?: string) => string>} makes connection URLs
 */
export async function startPostgres(supervisor, { dataDir, port, password, durable }) {
  const { folder, version } = await postgresPackage();
  const account = accountOf();
  const programs = account && !isOpen(folder) ? copyPrograms(folder, version) : folder;
  const cluster = clusterFolder(dataDir);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await create(supervisor, { programs, cluster, password, account, durable });
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found !== MAJOR) {
    throw new Trouble(
      `The data in ${cluster} is of Postgres ${found}; this is Postgres ${MAJOR}.`,
      'Start with empty data: npm start -- --fresh',
    );
  }
  forgetDeadServer(cluster);
  const url = urlsOn(port, password);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // Commits still reach the system, so a killed server loses nothing; a power cut may.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  await supervisor.start({
    name: 'postgres',
    command: join(programs, 'native/bin/postgres'),
    args: ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    cwd: '/',
    ...account,
    // SIGINT ends sessions and shuts down; SIGTERM would wait for every session.
    stopSignal: 'SIGINT',
    ready: async () => {
      await query(url('postgres'), 'select 1');
      return true;
    },
  });
  return url;
}

/**
 * Creates an unprivileged login and its database if they are missing, and sets its password.
 * @param {string} superuserUrl
 * @param {{ database: string, login: string, password: string, owner?: boolean }} wanted
 */
export async function ensureDatabase(superuserUrl, { database, login, password, owner = false }) {
  const client = await connect(superuserUrl);
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [login]);
    const attributes = 'login nosuperuser nobypassrls nocreatedb nocreaterole';
    const name = client.escapeIdentifier(login);
    await client.query(
      `${role.rowCount ? 'alter' : 'create'} role ${name} ${attributes} password ${client.escapeLiteral(password)}`,
    );
    const exists = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!exists.rowCount)
      await client.query(`create database ${client.escapeIdentifier(database)} ${owner ? `owner ${name}` : ''}`);
  } finally {
    await client.end();
  }
}

/**
 * @param {string} url
 * @param {string} sql
 */
export async function query(url, sql) {
  const client = await connect(url);
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** @param {string} url */
async function connect(url) {
  // Loaded late: this file is read before anything is installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/**
 * @param {number} port
 * @param {string} superuserPassword
 */
const urlsOn =
  (port, superuserPassword) =>
  /**
   * @param {string} database
   * @param {string} [login]
   * @param {string} [password]
   */
  (database, login = 'postgres', password = superuserPassword) =>
    `postgres://${login}:${password}@127.0.0.1:${port}/${database}`;

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {{ programs: string, cluster: string, password: string, durable: boolean, account?: { uid: number, gid: number } }} options
 */
async function create(supervisor, { programs, cluster, password, durable, account }) {
  // An interrupted initdb leaves a folder without PG_VERSION.
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(dirname(cluster), { recursive: true });
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = `${cluster}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) for (const path of [cluster, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await supervisor.run({
      name: 'postgres-init',
      command: join(programs, 'native/bin/initdb'),
      args: [
        ...['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile],
        ...['--encoding=UTF8', '--locale=C', ...(durable ? [] : ['--no-sync'])],
      ],
      cwd: '/',
      ...account,
    });
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Postgres refuses to run as root, so it then runs as another account.
 * @returns {{ uid: number, gid: number } | undefined}
 */
function accountOf() {
  if (process.getuid?.() !== 0) return undefined;
  if (!outputOf('id', ['-u', 'postgres'])) {
    outputOf('groupadd', ['--system', 'postgres']);
    outputOf('useradd', ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/bin/false', 'postgres']);
  }
  const name = outputOf('id', ['-u', 'postgres']) ? 'postgres' : 'nobody';
  const [uid, gid] = [Number(outputOf('id', ['-u', name])), Number(outputOf('id', ['-g', name]))];
  if (!uid || !gid) {
    throw new Trouble(
      'Postgres does not run as root, and there is no other account to run it.',
      'Create one (useradd postgres), or start as another user.',
    );
  }
  return { uid, gid };
}

/**
 * Whether other accounts may go through a folder and all folders above it.
 * @param {string} path
 * @returns {boolean}
 */
function isOpen(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat && (stat.mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The folder of the database files of a data folder.
 * @param {string} dataDir
 */
export function clusterFolder(dataDir) {
  if (process.getuid?.() !== 0 || isOpen(dataDir)) return join(dataDir, 'postgres');
  return join(SHARED, createHash('sha256').update(dataDir).digest('hex').slice(0, 12), 'postgres');
}

/**
 * @param {string} folder
 * @param {string} version
 */
function copyPrograms(folder, version) {
  const target = join(SHARED, `postgres-${version}`);
  if (!existsSync(target)) {
    const temporary = `${target}.${process.pid}`;
    cpSync(join(folder, 'native'), join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    renameSync(temporary, target);
  }
  return target;
}

/**
 * After a kill -9, another process may have the old ID. Postgres takes it for itself and refuses to start.
 * @param {string} cluster
 */
function forgetDeadServer(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file) || !existsSync('/proc/self/comm')) return;
  const pid = readFileSync(file, 'utf8').split('\n', 1)[0]?.trim();
  const comm = `/proc/${pid}/comm`;
  if (existsSync(comm) && readFileSync(comm, 'utf8').trim() !== 'postgres') rmSync(file);
}
