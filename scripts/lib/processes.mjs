import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTimeOf } from './process-times.mjs';
import { Reservations } from './reservations.mjs';
import { sleep, Trouble } from './say.mjs';

/**
 * @typedef {{ name: string, pid: number, startTime: string, stopSignal: NodeJS.Signals }} ProcessRecord
 * @typedef {{ owner: { pid: number, startTime: string } | null, processes: ProcessRecord[], ready: unknown }} Records
 */

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
    // The group is empty.
  }
}

/** @param {string} dataDir */
const recordsFile = (dataDir) => join(dataDir, 'processes.json');
/** Data folders that this process owns. @type {Map<string, Reservations>} */
const claims = new Map();

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
 * Makes this process the only one on the data folder, and ends processes that a killed owner left behind.
 * @param {string} dataDir
 * @param {import('./say.mjs').Say} say
 * @throws {AlreadyRunning}
 */
export async function claim(dataDir, say) {
  mkdirSync(dataDir, { recursive: true });
  const self = { pid: process.pid, startTime: startTimeOf(process.pid) ?? '' };
  if (claims.has(dataDir)) throw new AlreadyRunning(process.pid, readRecords(dataDir).ready);
  const reservations = new Reservations(dataDir);
  claims.set(dataDir, reservations);
  const owner = await reservations.reserve('owner');
  if (owner !== null) {
    claims.delete(dataDir);
    throw new AlreadyRunning(owner, readRecords(dataDir).ready);
  }
  const left = readRecords(dataDir).processes.filter(isAlive);
  if (left.length > 0) {
    say(`An earlier start was killed; ending what it left: ${left.map((record) => record.name).join(', ')}.`);
    await end(left.reverse());
  }
  writeRecords(dataDir, { owner: self, processes: [], ready: null });
}

/**
 * Releases the data folder.
 * @param {string} dataDir
 */
export function release(dataDir) {
  writeRecords(dataDir, { owner: null, processes: [], ready: null });
  claims.get(dataDir)?.giveBack('owner');
  claims.delete(dataDir);
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
