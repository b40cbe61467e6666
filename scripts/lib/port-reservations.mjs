import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTimeOf } from './processes.mjs';

/**
 * Empty files named port-process-start, in one folder for all starts of this user. The name tells everything, so a
 * reservation is there completely or not at all, and one whose process is gone is recognised and removed by anybody.
 */
const folder = join(tmpdir(), `perennial-ports-${process.getuid?.() ?? 'user'}`);

/** @param {string} startTime */
const hashOf = (startTime) => createHash('sha256').update(startTime).digest('hex').slice(0, 16);
const self = `${process.pid}-${hashOf(startTimeOf(process.pid) ?? '')}`;
/** @type {Set<number>} */
const held = new Set();

/**
 * Makes a reservation of this process visible to others.
 * @param {number} port
 */
export function hold(port) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (held.size === 0) process.once('exit', forgetAll);
  held.add(port);
  closeSync(openSync(fileOf(port), 'w'));
}

/**
 * Takes a reservation of this process back.
 * @param {number} port
 */
export function forget(port) {
  if (!held.delete(port)) return;
  rmSync(fileOf(port), { force: true });
  if (held.size === 0) process.off('exit', forgetAll);
}

/**
 * Other live processes with a reservation of a port.
 * @param {number} port
 * @returns {number[]}
 */
export function heldByOthers(port) {
  return readdirSync(folder).flatMap((name) => {
    const [ofPort, pid, start] = name.split('-');
    if (ofPort !== String(port) || name === `${port}-${self}`) return [];
    const startTime = startTimeOf(Number(pid));
    if (startTime !== null && hashOf(startTime) === start) return [Number(pid)];
    rmSync(join(folder, name), { force: true });
    return [];
  });
}

/** @param {number} port */
const fileOf = (port) => join(folder, `${port}-${self}`);

function forgetAll() {
  for (const port of held) rmSync(fileOf(port), { force: true });
}
