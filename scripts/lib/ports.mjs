import { createServer } from 'node:net';
import { Trouble } from './say.mjs';

/**
 * @typedef {{ web: number, api: number, worker: number, workerMetrics: number, moreWorkers: [number, number][], temporal: number,
 *   temporalUi: number, postgres: number, stripe: number, smtp: number, mail: number }} Ports
 */

/** Ports that this process gave out already: a service may need a moment until it listens. @type {Set<number>} */
const given = new Set();

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

/** @param {number} port */
const isFree = async (port) => !given.has(port) && (await canListen(port, '127.0.0.1')) && (await canListen(port, '::'));

/**
 * The preferred port or, where that is taken, the next free one above it.
 * @param {number} preferred
 */
export async function portFrom(preferred) {
  for (let port = preferred; port < preferred + 200; port++) {
    if (await isFree(port)) {
      given.add(port);
      return port;
    }
  }
  throw new Trouble(`No free port between ${preferred} and ${preferred + 199}.`, 'Stop something that listens there.');
}

/** Any free port, below the range that the system hands to outgoing connections, so that none of those takes it meanwhile. */
export const anyPort = () => portFrom(12_000 + Math.floor(Math.random() * 18_000));
