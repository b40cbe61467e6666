import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * An HTTP server that counts calls. The word after the last slash of the path, or the header `x-bench`, says what a call is
 * about, so that its cause can wait for it.
 */
export class Counter {
  count = 0;
  /** @type {Map<string, () => void>} */ #waiting = new Map();
  /** @type {import('node:http').Server} */ #server;

  /** @param {string} address */
  constructor(address) {
    this.address = address;
    this.#server = createServer((request, response) => {
      request.resume().on('end', () => {
        this.count += 1;
        response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
        const about = (request.url ?? '').split('/').at(-1) ?? '';
        const arrived = this.#waiting.get(about);
        this.#waiting.delete(about);
        arrived?.();
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  /** @param {string} address host:port */
  static async open(address) {
    const counter = new Counter(address);
    const [host, port] = address.split(':');
    counter.#server.listen(Number(port), host);
    await once(counter.#server, 'listening');
    return counter;
  }

  /**
   * Resolves when a call about this has come.
   * @param {string} about
   * @param {number} [patienceMs]
   */
  called(about, patienceMs = 60_000) {
    return new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(about);
        reject(new Error(`no call about ${about} within ${patienceMs / 1000} s`));
      }, patienceMs);
      this.#waiting.set(about, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
