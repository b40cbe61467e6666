import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reservations } from './reservations.mjs';
import { Trouble } from './say.mjs';

/**
 * @typedef {{ web: number, api: number, worker: number, workerMetrics: number, moreWorkers: [number, number][], temporal: number,
 *   temporalUi: number, postgres: number, stripe: number, smtp: number, mail: number }} Ports
 */

/** Ports that this process gave out already: a service may need a moment until it listens. @type {Set<number>} */
const given = new Set();
/** Of all starts of this user. */
const reservations = new Reservations(join(tmpdir(), `perennial-ports-${process.getuid?.() ?? 'user'}`));

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/**
 * Reserves a port until this process ends or gives it back. Of several processes that ask at the same moment, one gets it.
 * @param {number} port
 * @returns {Promise<string | null>} why it is not to be had, or null
 */
export async function reserve(port) {
  if (given.has(port)) return 'it is given to another service of this start';
  given.add(port);
  const taken = (await takenByStart(port)) ?? (await takenByProgram(port));
  if (taken) releasePorts([port]);
  return taken;
}

/** @param {number} port */
async function takenByStart(port) {
  const other = await reservations.reserve(String(port));
  return other === null ? null : `another start has reserved it (process ${other})`;
}

/** @param {number} port */
const takenByProgram = async (port) =>
  (await canListen(port, '127.0.0.1')) && (await canListen(port, '::')) ? null : 'another program listens on it';

/**
 * Gives reserved ports back.
 * @param {Iterable<number>} ports
 */
export function releasePorts(ports) {
  for (const port of ports) {
    given.delete(port);
    reservations.giveBack(String(port));
  }
}

/**
 * The preferred port or, where that is taken, the next free one above it.
 * @param {number} preferred
 */
export async function portFrom(preferred) {
  for (let port = preferred; port < preferred + 200; port++) {
    if ((await reserve(port)) === null) return port;
  }
  throw new Trouble(`No free port between ${preferred} and ${preferred + 199}.`, 'Stop something that listens there.');
}

/** Any free port, below the range that the system hands to outgoing connections, so that none of those takes it in the meantime. */
export const anyPort = () => portFrom(12_000 + Math.floor(Math.random() * 18_000));
