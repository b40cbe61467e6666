import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, Trouble } from './say.mjs';

/**
 * @typedef {{ name: string, pid: number, startTime: string, stopSignal: NodeJS.Signals }} ProcessRecord
 * @typedef {{ owner: { pid: number, startTime: string } | null, processes: ProcessRecord[], ready: unknown }} Records
 */

/**
 * When a process started, in a form that no other process with the same id ever has; null where it is gone (or a zombie).
 * Guards against killing a stranger that inherited a recorded id.
 * @param {number} pid
 * @returns {string | null}
 */
export function startTimeOf(pid) {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
    } catch {
      return null;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** @param {{ pid: number, startTime: string }} record */
const isAlive = (record) => startTimeOf(record.pid) === record.startTime;

/**
 * Signals a process group by the id of its leader, dead or alive.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** @param {string} dataDir */
const recordsFile = (dataDir) => join(dataDir, 'processes.json');
/** @param {string} dataDir */
const lockFile = (dataDir) => join(dataDir, 'lock');

/**
 * What runs (or ran last) on a data folder.
 * @param {string} dataDir
 * @returns {Records}
 */
export function readRecords(dataDir) {
  try {
    return JSON.parse(readFileSync(recordsFile(dataDir), 'utf8'));
  } catch {
    return { owner: null, processes: [], ready: null };
  }
}

/**
 * @param {string} dataDir
 * @param {Records} records
 */
export function writeRecords(dataDir, records) {
  const temporary = `${recordsFile(dataDir)}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(records, null, 2), { mode: 0o600 });
  renameSync(temporary, recordsFile(dataDir));
}

/** Another live process owns the data folder. */
export class AlreadyRunning extends Trouble {
  /**
   * @param {number} pid
   * @param {unknown} ready what it wrote when it was ready, null while it is starting
   */
  constructor(pid, ready) {
    super(`Perennial is already running on this data folder (process ${pid}).`, `Use it, or stop it first: kill ${pid}`);
    this.name = 'AlreadyRunning';
    this.pid = pid;
    this.ready = ready;
  }
}

/**
 * Makes this process the only one on the data folder, and ends what a killed owner left behind.
 * @param {string} dataDir
 * @param {import('./say.mjs').Say} say
 * @throws {AlreadyRunning}
 */
export async function claim(dataDir, say) {
  mkdirSync(dataDir, { recursive: true });
  const self = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(lockFile(dataDir), JSON.stringify(self), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST' || attempt > 2) throw error;
      const owner = readOwner(dataDir);
      if (owner && isAlive(owner)) throw new AlreadyRunning(owner.pid, readRecords(dataDir).ready);
      rmSync(lockFile(dataDir), { force: true });
    }
  }
  const left = readRecords(dataDir).processes.filter(isAlive);
  if (left.length > 0) {
    say(`An earlier start was killed; ending what it left: ${left.map((record) => record.name).join(', ')}.`);
    await end(left.reverse());
  }
  writeRecords(dataDir, { owner: self, processes: [], ready: null });
}

/** @param {string} dataDir */
function readOwner(dataDir) {
  try {
    return JSON.parse(readFileSync(lockFile(dataDir), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Gives the data folder up again.
 * @param {string} dataDir
 */
export function release(dataDir) {
  writeRecords(dataDir, { owner: null, processes: [], ready: null });
  rmSync(lockFile(dataDir), { force: true });
}

/** @param {ProcessRecord[]} records in the order in which to end them */
async function end(records) {
  for (const record of records) {
    signalGroup(record.pid, record.stopSignal);
    for (let waited = 0; isAlive(record) && waited < 5000; waited += 50) await sleep(50);
    if (isAlive(record)) signalGroup(record.pid, 'SIGKILL');
    for (let waited = 0; isAlive(record) && waited < 5000; waited += 50) await sleep(50);
  }
}
