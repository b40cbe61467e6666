import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { order, serveControl } from './control.mjs';
import { environmentFor, given, replacedBy } from './environment.mjs';
import { inRoot } from './paths.mjs';
import { pieces, requireProgram } from './pieces.mjs';
import { releasePorts } from './ports.mjs';
import { clusterFolder, ensureDatabase, query, startPostgres } from './postgres.mjs';
import { claim, readRecords, release, writeRecords } from './processes.mjs';
import { messageOf, sayTo, step, Trouble } from './say.mjs';
import { loadState } from './state.mjs';
import { reservePorts } from './stored-ports.mjs';
import { Supervisor } from './supervisor.mjs';
import { startTemporal } from './temporal.mjs';
import { temporalCli } from './temporal-cli.mjs';

/**
 * @typedef {import('./ports.mjs').Ports} Ports
 * @typedef {import('./stack.d.mts').StackOptions} StackOptions
 * @typedef {import('./stack.d.mts').Stack} Stack
 * @typedef {import('./stack.d.mts').Ready} Ready
 * @typedef {keyof typeof replacedBy} Replaceable
 */

/** @type {readonly import('./stack.d.mts').Service[]} */
export const ALL_SERVICES = ['postgres', 'temporal', 'mail', 'stripe', 'migrate', 'seed', 'api', 'worker', 'web'];

/**
 * Starts the product, or some services of it, on a data folder.
 * @param {StackOptions} options
 * @returns {Promise<Stack>}
 */
export async function startStack(options) {
  const stack = new LocalStack(options);
  try {
    await stack.start();
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/**
 * The stack that another process runs on a data folder.
 * @param {string} dataDir
 * @returns {import('./stack.d.mts').AttachedStack}
 */
export function attachStack(dataDir) {
  const ready = /** @type {(Ready & { control: import('./control.mjs').Control }) | null} */ (readRecords(dataDir).ready);
  if (!ready) throw new Trouble(`Nothing is ready on ${dataDir}.`, 'Start it: npm start');
  const { control, ...rest } = ready;
  return {
    ...rest,
    processes: () => order(control, { action: 'list' }),
    kill: async (name, signal) => void (await order(control, { action: 'kill', name, signal })),
    restart: async (name) => void (await order(control, { action: 'restart', name })),
  };
}

/** @implements {Stack} */
class LocalStack {
  /** @type {Record<string, string>} */ env = {};
  /** @type {Record<string, string>} */ addresses = {};
  /** @type {Ready['seed']} */ seed = {};
  /** @type {Supervisor | undefined} */ #supervisor;
  /** @type {Promise<void> | undefined} */ #stopped;
  /** @type {number[]} */ #ports = [];
  #closeControl = () => {};

  /** @param {StackOptions} options */
  constructor(options) {
    this.options = options;
    this.dataDir = resolve(options.dataDir);
    this.source = options.env ?? {};
    this.say = options.say ?? sayTo(process.stderr);
    this.services = new Set(options.services ?? ALL_SERVICES);
  }

  get processes() {
    return this.#supervisor?.processes ?? [];
  }

  get logins() {
    return /** @type {Ready['logins']} */ (this.seed.logins ?? []);
  }

  get tryFirst() {
    return /** @type {Ready['tryFirst']} */ (this.seed.tryFirst ?? []);
  }

  /** @param {string} name */
  logFile(name) {
    return join(this.dataDir, 'logs', `${name}.log`);
  }

  async start() {
    const { dataDir, say, options } = this;
    await claim(dataDir, say);
    if (options.fresh) wipe(dataDir);
    const onDeath = options.onDeath ?? ((_name, problem) => say(problem.message));
    const supervisor = new Supervisor({ dataDir, say, verbose: options.verbose, onDeath });
    this.#supervisor = supervisor;

    // Getting a Temporal server can take minutes and needs nothing else, so it begins first.
    const cli = this.#runs('temporal') ? temporalCli(supervisor) : Promise.resolve('');
    await Promise.all([cli, options.prepare?.(supervisor)]);

    const ports = await reservePorts({
      dataDir,
      preferred: options.ports === 'preferred',
      workers: options.workers ?? 1,
      runs: (name) =>
        name in replacedBy
          ? this.#runs(/** @type {Replaceable} */ (name))
          : this.services.has(/** @type {import('./stack.d.mts').Service} */ (name)),
      say,
    });
    this.#ports = [...Object.values(ports).filter((port) => typeof port === 'number'), ...ports.moreWorkers.flat()];
    const state = loadState(dataDir);
    const durable = options.durable ?? false;
    this.env = environmentFor({ source: this.source, dataDir, state, ports, runs: (name) => this.#runs(name) });
    await this.#checkGiven();
    await Promise.all([
      this.#runs('temporal') &&
        step(say, { title: 'Temporal' }, async () =>
          startTemporal(supervisor, { cli: await cli, dataDir, port: ports.temporal, uiPort: ports.temporalUi, durable }),
        ),
      this.#runs('postgres') && step(say, { title: 'Postgres' }, () => this.#startPostgres(supervisor, ports, state, durable)),
      this.#startPieces(['mail'], ports),
    ]);
    await this.#startPieces(['stripe'], ports);
    await this.#startPieces(['migrate'], ports);
    await this.#startPieces(['seed'], ports);
    await this.#startPieces(['api', 'worker', 'web'], ports);
    this.addresses = this.#addressesOn(ports);
    const { env, addresses, seed, logins, tryFirst } = this;
    const { control, close } = await serveControl(() => this);
    this.#closeControl = close;
    writeRecords(dataDir, { ...readRecords(dataDir), ready: { dataDir, env, addresses, seed, logins, tryFirst, control } });
  }

  /**
   * @param {string} name
   * @param {NodeJS.Signals} [signal]
   */
  kill(name, signal) {
    return this.#running().kill(name, signal);
  }

  /** @param {string} name */
  restart(name) {
    return this.#running().restart(name);
  }

  stop() {
    this.#stopped ??= (async () => {
      if (!this.#supervisor) return;
      this.#closeControl();
      await this.#supervisor.stop();
      releasePorts(this.#ports);
      release(this.dataDir);
    })();
    return this.#stopped;
  }

  /** Ends everything immediately. */
  killAll() {
    this.#supervisor?.killAll();
  }

  #running() {
    if (!this.#supervisor) throw new Error('the stack is not running');
    return this.#supervisor;
  }

  /**
   * Whether a service is needed and no external one is given.
   * @param {Replaceable} name
   */
  #runs(name) {
    if (!this.services.has(name)) return false;
    if (name === 'stripe' && given(this.source, 'STRIPE_API_BASE')) return false;
    return given(this.source, replacedBy[name]) === undefined;
  }

  /** Reports problems with external services early. */
  async #checkGiven() {
    const { DATABASE_URL, DATABASE_MIGRATION_URL, TEMPORAL_ADDRESS } = this.env;
    if (this.services.has('postgres') && !this.#runs('postgres')) {
      if (!DATABASE_MIGRATION_URL) {
        throw new Trouble(
          'DATABASE_URL is set without DATABASE_MIGRATION_URL.',
          'Set it to a login that owns the database; DATABASE_URL is the login of the app.',
        );
      }
      for (const [name, url] of Object.entries({ DATABASE_URL, DATABASE_MIGRATION_URL })) {
        await query(url ?? '', 'select 1').catch((error) => {
          throw new Trouble(`The database of ${name} does not answer: ${messageOf(error)}`);
        });
      }
    }
    if (this.services.has('temporal') && !this.#runs('temporal')) {
      await this.#registerSearchAttributes().catch((error) => {
        throw new Trouble(`The Temporal server at ${TEMPORAL_ADDRESS} (TEMPORAL_ADDRESS) cannot be used: ${messageOf(error)}`);
      });
    }
  }

  async #registerSearchAttributes() {
    const script = inRoot('deploy/register-search-attributes.mjs');
    await this.#running().run({ name: 'search-attributes', command: process.execPath, args: [script], env: this.env });
  }

  /**
   * @param {Supervisor} supervisor
   * @param {Ports} ports
   * @param {import('./state.mjs').State} state
   * @param {boolean} durable
   */
  async #startPostgres(supervisor, ports, state, durable) {
    const url = await startPostgres(supervisor, {
      dataDir: this.dataDir,
      port: ports.postgres,
      password: state.superuserPassword,
      durable,
    });
    await ensureDatabase(url('postgres'), { database: 'perennial', login: 'perennial', password: state.appPassword });
    await ensureDatabase(url('postgres'), {
      database: 'stripe_sandbox',
      login: 'stripe_sandbox',
      password: state.sandboxPassword,
      owner: true,
    });
  }

  /**
   * @param {string[]} names
   * @param {Ports} ports
   */
  async #startPieces(names, ports) {
    const wanted = pieces.filter(
      ({ name }) => names.includes(name) && this.services.has(/** @type {import('./stack.d.mts').Service} */ (name)),
    );
    const ours = wanted.filter(({ name }) => (name === 'mail' || name === 'stripe' ? this.#runs(name) : true));
    await Promise.all(
      ours.flatMap((piece) => {
        const copies = piece.name === 'worker' ? (this.options.workers ?? 1) : 1;
        return Array.from({ length: copies }, (_, index) => this.#startPiece(piece, { ports, dataDir: this.dataDir, index }));
      }),
    );
  }

  /**
   * @param {import('./pieces.mjs').Piece} piece
   * @param {import('./pieces.mjs').PieceContext} context
   */
  #startPiece(piece, context) {
    requireProgram(piece);
    const number = context.index === 0 ? '' : `-${context.index + 1}`;
    const ready = piece.ready?.(context);
    const spec = {
      name: `${piece.name}${number}`,
      command: process.execPath,
      args: ['--enable-source-maps', inRoot(piece.file), ...(piece.args?.(context) ?? [])],
      env: { ...this.env, ...piece.env?.(context) },
      restart: piece.restart,
      ready: ready ? () => answers(ready) : undefined,
    };
    return step(this.say, { title: `${piece.title}${number}` }, async () => {
      if (piece.kind === 'server') return this.#running().start(spec);
      const output = await this.#running().run(spec);
      if (piece.name === 'seed') this.seed = lastJson(output);
    });
  }

  /** @param {Ports} ports */
  #addressesOn(ports) {
    const { env, services } = this;
    const slug = typeof this.seed.slug === 'string' ? this.seed.slug : '{slug}';
    /** @type {Record<string, string | false | undefined>} */
    const all = {
      admin: services.has('web') && env.PUBLIC_ADMIN_URL,
      portal: services.has('web') && env.PUBLIC_PORTAL_URL?.replace('{slug}', slug),
      mail: this.#runs('mail') && `http://127.0.0.1:${ports.mail}`,
      temporalUi: services.has('temporal') && env.TEMPORAL_UI_URL,
      api: services.has('api') && `http://127.0.0.1:${ports.api}`,
      web: services.has('web') && `http://127.0.0.1:${ports.web}`,
      worker: services.has('worker') && `http://127.0.0.1:${ports.worker}`,
      stripe: services.has('stripe') && env.STRIPE_API_BASE,
      temporal: services.has('temporal') && env.TEMPORAL_ADDRESS,
      smtp: services.has('mail') && env.SMTP_URL,
      database: this.#runs('postgres') && `127.0.0.1:${ports.postgres}`,
    };
    return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  }
}

/**
 * What the last line in JSON says.
 * @param {string} output
 * @returns {Record<string, unknown>}
 */
function lastJson(output) {
  const line = output.split('\n').findLast((text) => text.startsWith('{'));
  return line ? JSON.parse(line) : {};
}

/** @param {string} url */
async function answers(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000), redirect: 'manual' });
  await response.body?.cancel();
  return response.status < 400;
}

/**
 * Deletes the files of a stack by name, because the folder may contain other files.
 * @param {string} dataDir
 */
function wipe(dataDir) {
  const cluster = clusterFolder(dataDir);
  for (const name of ['temporal.db', 'temporal.db-wal', 'temporal.db-shm', 'mail', 'storage', 'state.json', 'secret', 'logs']) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  rmSync(dirname(cluster) === dataDir ? cluster : dirname(cluster), { recursive: true, force: true });
}
