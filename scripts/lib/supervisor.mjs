import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './paths.mjs';
import { startTimeOf } from './process-times.mjs';
import { readRecords, signalGroup, writeRecords } from './processes.mjs';
import { elapsed, sleep, Trouble } from './say.mjs';

/**
 * @typedef {object} Spec One program to run.
 * @property {string} name also the name of its log file
 * @property {string} command
 * @property {string[]} args
 * @property {Record<string, string | undefined>} [env]
 * @property {string} [cwd]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {() => Promise<boolean>} [ready] polled until it returns true; an exception counts as not yet
 * @property {number} [readyTimeoutMs]
 * @property {NodeJS.Signals} [stopSignal]
 * @property {'any'} [okCodes] of {@link Supervisor.run}: any exit code is fine
 * @property {boolean} [echo] of {@link Supervisor.run}: its output is also printed as it comes
 * @property {number} [lastLines] how much of its log an error quotes
 * @property {boolean} [inherit] its output goes to ours instead of a log file
 * @property {boolean} [restart] start it again, with growing pauses, when it dies on its own
 *
 * @typedef {object} Running
 * @property {Spec} spec
 * @property {import('node:child_process').ChildProcess} child
 * @property {boolean} expected its end is intended, or is reported by the code that waits for it
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} ended
 * @property {boolean} [late] ended by us because it did not become ready
 * @property {number} since
 *
 * @typedef {(name: string, problem: Trouble) => void} OnDeath
 */

const STOP_TIMEOUT_MS = 5000;
const MAX_PAUSE_MS = 15_000;
/** A process that ran this long was healthy, so its next restart uses the shortest pause. */
const HEALTHY_MS = 60_000;
/** How long a restart starts a program again that ends while it starts. */
const RESTART_TIMEOUT_MS = 15_000;

/**
 * Starts programs in process groups of their own, records what runs (so that a later start can clean up after a kill -9),
 * keeps one log file each, and stops all in reverse order.
 */
export class Supervisor {
  /** @type {Map<string, Running>} */ #running = new Map();
  /** @type {Map<string, Spec>} */ #specs = new Map();
  /** @type {Map<string, number>} */ #pauses = new Map();
  /** @type {Map<string, number>} */ #logPositions = new Map();
  #stopping = false;
  /** @type {NodeJS.Timeout | undefined} */ #follower;

  /** @param {{ dataDir: string, say: import('./say.mjs').Say, verbose?: boolean, onDeath?: OnDeath }} options */
  constructor({ dataDir, say, verbose = false, onDeath = () => {} }) {
    this.dataDir = dataDir;
    this.say = say;
    this.onDeath = onDeath;
    this.logDir = join(dataDir, 'logs');
    mkdirSync(this.logDir, { recursive: true });
    if (verbose) this.#follower = setInterval(() => this.#follow(), 200).unref();
    // The last resort. However this process ends, except by a kill -9, no child is left running.
    this.killAll = this.killAll.bind(this);
    process.on('exit', this.killAll);
  }

  /** Names and process ids of what runs, in the order of start. @returns {{ name: string, pid: number }[]} */
  get processes() {
    return [...this.#running.values()].map(({ spec, child }) => ({ name: spec.name, pid: child.pid ?? 0 }));
  }

  /** @param {string} name */
  logFile(name) {
    return join(this.logDir, `${name}.log`);
  }

  /**
   * Starts a program and waits until it is ready.
   * @param {Spec} spec
   */
  async start(spec) {
    this.#specs.set(spec.name, spec);
    const running = this.#spawn(spec, 'w');
    await this.#untilReady(running);
    this.#watch(running);
  }

  /**
   * Runs a program to its end.
   * @param {Spec} spec
   * @returns {Promise<string>} its standard output
   */
  async run(spec) {
    this.#specs.set(spec.name, spec);
    const running = this.#spawn(spec, 'w', true);
    running.expected = true;
    let output = '';
    running.child.stdout?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      if (spec.echo) process.stdout.write(chunk);
    });
    const { code, signal } = await running.ended;
    if (code !== 0 && (code === null || spec.okCodes !== 'any'))
      throw this.#trouble(`${spec.name} failed (${signal ?? `exit code ${code}`})`, spec.name, output);
    return output;
  }

  /**
   * Signals a running program. It is not restarted until {@link restart} is called.
   * @param {string} name
   * @param {NodeJS.Signals} [signal]
   */
  async kill(name, signal = 'SIGKILL') {
    const running = this.#running.get(name);
    if (!running) throw new Error(`${name} is not running; running: ${[...this.#running.keys()].join(', ') || 'nothing'}`);
    running.expected = true;
    signalGroup(running.child.pid ?? 0, signal);
    await running.ended;
  }

  /**
   * Restarts a known program; ends it first if it still runs. If it ends while it starts, it is started again for some seconds:
   * Postgres refuses to start while sessions of a killed server hold its shared memory, and Temporal ends if Postgres is not up.
   * @param {string} name
   */
  async restart(name) {
    const spec = this.#specs.get(name);
    if (!spec) throw new Error(`${name} was never started`);
    const since = performance.now();
    for (;;) {
      await this.#end(name);
      const running = this.#spawn(spec, 'a');
      try {
        await this.#untilReady(running);
        this.#watch(running);
        return;
      } catch (error) {
        if (running.expected || performance.now() - since > RESTART_TIMEOUT_MS) throw error;
        await sleep(500);
      }
    }
  }

  /** Stops everything, last started first. */
  async stop() {
    this.#stopping = true;
    for (const name of [...this.#running.keys()].reverse()) await this.#end(name);
    clearInterval(this.#follower);
    this.#follow();
    process.off('exit', this.killAll);
  }

  /** Ends everything immediately, without waiting. */
  killAll() {
    this.#stopping = true;
    for (const { child } of [...this.#running.values()].reverse()) if (child.pid) signalGroup(child.pid, 'SIGKILL');
  }

  /**
   * The end of a program's log.
   * @param {string} name
   * @param {number} lines
   */
  lastLines(name, lines) {
    try {
      return stripVTControlCharacters(readFileSync(this.logFile(name), 'utf8'))
        .trimEnd()
        .split('\n')
        .slice(-lines)
        .join('\n');
    } catch {
      return '';
    }
  }

  /**
   * @param {Spec} spec
   * @param {'w' | 'a'} flag
   * @param {boolean} [captureOutput]
   * @returns {Running}
   */
  #spawn(spec, flag, captureOutput = false) {
    if (this.#stopping) throw new Trouble(`${spec.name} was not started: everything is being stopped.`);
    // The child writes to the file itself. It does not depend on us, so it survives us and can be shut down properly later.
    const log = openSync(this.logFile(spec.name), flag);
    if (flag === 'w') this.#logPositions.set(spec.name, 0);
    const out = captureOutput ? 'pipe' : log;
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd ?? root,
      env: { ...process.env, ...spec.env },
      uid: spec.uid,
      gid: spec.gid,
      detached: true,
      stdio: spec.inherit ? ['ignore', 'inherit', 'inherit'] : ['ignore', out, log],
    });
    closeSync(log);
    /** @type {Running['ended']} */
    const ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.say(`${spec.name}: ${error.message}`);
        resolve({ code: 127, signal: null });
      });
      // Captured output must be read to its end, which `close` reports.
      child.once(captureOutput ? 'close' : 'exit', (code, signal) => resolve({ code, signal }));
    });
    /** @type {Running} */
    const running = { spec, child, expected: false, ended, since: performance.now() };
    this.#running.set(spec.name, running);
    this.#record();
    void ended.then(() => {
      // Ends the processes that it started, too.
      if (child.pid) signalGroup(child.pid, 'SIGKILL');
      if (this.#running.get(spec.name) === running) this.#running.delete(spec.name);
      this.#record();
    });
    return running;
  }

  /** @param {Running} running */
  async #untilReady(running) {
    const { name, ready, readyTimeoutMs = 120_000 } = running.spec;
    if (!ready) return;
    let gone = false;
    void running.ended.then(() => {
      gone = true;
    });
    const since = performance.now();
    while (!gone) {
      if (await ready().catch(() => false)) return;
      if (performance.now() - since > readyTimeoutMs) {
        running.late = true;
        await this.#end(name);
        throw this.#trouble(`${name} was not ready after ${elapsed(since)}`, name);
      }
      await Promise.race([sleep(60), running.ended]);
    }
    if (running.expected) throw new Trouble(`${name} was stopped while it started.`);
    const { code, signal } = await running.ended;
    throw this.#trouble(`${name} ended while it started (${signal ?? `exit code ${code}`})`, name);
  }

  /** @param {Running} running */
  #watch(running) {
    const { spec } = running;
    void running.ended.then(async ({ code, signal }) => {
      if (running.expected || this.#stopping) return;
      const problem = this.#trouble(`${spec.name} died (${signal ?? `exit code ${code}`})`, spec.name);
      if (!spec.restart) return this.onDeath(spec.name, problem);
      const healthy = performance.now() - running.since > HEALTHY_MS;
      const pause = healthy ? 500 : (this.#pauses.get(spec.name) ?? 500);
      this.#pauses.set(spec.name, Math.min(pause * 2, MAX_PAUSE_MS));
      this.say(`${problem.message}\n${spec.name} starts again in ${pause / 1000} s.`);
      await sleep(pause);
      if (!this.#stopping && !this.#running.has(spec.name)) await this.#revive(spec);
    });
  }

  /** @param {Spec} spec */
  async #revive(spec) {
    const running = this.#spawn(spec, 'a');
    // Watched before it is ready, because an exit during the start counts like any other.
    this.#watch(running);
    await this.#untilReady(running).then(
      () => this.say(`${spec.name} is back.`),
      (error) => {
        if (running.late) this.onDeath(spec.name, error);
      },
    );
  }

  /** @param {string} name */
  async #end(name) {
    const running = this.#running.get(name);
    if (!running) return;
    running.expected = true;
    const pid = running.child.pid ?? 0;
    signalGroup(pid, running.spec.stopSignal ?? 'SIGTERM');
    const forced = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_TIMEOUT_MS);
    await running.ended;
    clearTimeout(forced);
  }

  #record() {
    const processes = [...this.#running.values()].flatMap(({ spec, child }) => {
      const startTime = child.pid ? startTimeOf(child.pid) : null;
      return startTime ? [{ name: spec.name, pid: child.pid ?? 0, startTime, stopSignal: spec.stopSignal ?? 'SIGTERM' }] : [];
    });
    writeRecords(this.dataDir, { ...readRecords(this.dataDir), processes });
  }

  /**
   * @param {string} what
   * @param {string} name
   * @param {string} [output]
   */
  #trouble(what, name, output = '') {
    const count = this.#specs.get(name)?.lastLines ?? 15;
    const lines = [output.trimEnd().split('\n').slice(-count).join('\n'), this.lastLines(name, count)].filter(Boolean).join('\n');
    return new Trouble(`${what}. ${lines ? 'Last log lines:' : '(no output)'}`, `${lines}\n(${this.logFile(name)})`.trim());
  }

  /** Prints new lines of the log files. */
  #follow() {
    if (!this.#follower) return;
    for (const [name, position] of this.#logPositions) {
      const file = this.logFile(name);
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size <= position) continue;
      const buffer = Buffer.alloc(Math.min(size - position, 1_000_000));
      const handle = openSync(file, 'r');
      readSync(handle, buffer, 0, buffer.length, position);
      closeSync(handle);
      const end = buffer.lastIndexOf(10) + 1;
      if (end === 0) continue;
      this.#logPositions.set(name, position + end);
      for (const line of buffer.toString('utf8', 0, end - 1).split('\n')) this.say(`[${name}] ${line}`);
    }
  }
}
