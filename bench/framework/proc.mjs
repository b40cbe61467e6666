import { readdirSync, readFileSync } from 'node:fs';
import { Trouble } from '../../scripts/lib/say.mjs';

/** Ticks per second in `/proc/PID/stat`: the kernel reports to programs in hundredths, whatever it counts in. */
export const TICKS_PER_SECOND = 100;

/**
 * The times of every process now.
 * @returns {Map<number, import('./cores.mjs').ProcessTimes>}
 */
export function snapshot() {
  if (process.platform !== 'linux') throw new Trouble('The benches read /proc, so they run on Linux only.');
  const processes = new Map();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readOf(`/proc/${pid}/stat`);
    if (stat) processes.set(pid, timesIn(stat));
  }
  return processes;
}

/**
 * @param {string} stat the content of `/proc/PID/stat`; the name in it may contain spaces and parentheses
 * @returns {import('./cores.mjs').ProcessTimes}
 */
export function timesIn(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const number = (/** @type {number} */ index) => Number(fields[index]);
  return { parent: number(1), started: fields[19] ?? '', own: number(11) + number(12), children: number(13) + number(14) };
}

/**
 * Memory that a process holds, in MB; zero where it is gone.
 * @param {number} pid
 */
export function residentMb(pid) {
  const [, kilobytes = '0'] = readOf(`/proc/${pid}/status`)?.match(/^VmRSS:\s+(\d+) kB$/m) ?? [];
  return Number(kilobytes) / 1024;
}

/** @param {string} file */
function readOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
