import { connect } from 'node:net';
import { summaryOf } from './statistics.mjs';

/**
 * Posts as fast as some connections allow, each sending its next request when the answer to the last has come. Written on bare
 * sockets: a full HTTP client would need more of the processor than the servers that are measured.
 * @param {object} options
 * @param {string} options.url
 * @param {number} options.connections
 * @param {number} options.seconds
 * @param {Record<string, string>} [options.headers]
 * @param {() => string} options.body of the next request
 * @returns {Promise<{ perSecond: number, p50Ms: number, p99Ms: number, errors: number, accepted: number }>} `accepted` also counts what was
 *   answered after the end
 */
export async function post({ url, connections, seconds, headers = {}, body }) {
  const { hostname, port, pathname, host } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  /** @type {number[]} */
  const latencies = [];
  let [errors, accepted] = [0, 0];
  const end = performance.now() + seconds * 1000;
  const caller = () =>
    new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let since = 0;
      let received = '';
      const next = () => {
        since = performance.now();
        if (since >= end) return socket.end();
        const payload = body();
        return socket.write(`${head}\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`);
      };
      socket.setEncoding('latin1');
      socket.on('connect', next);
      socket.on('data', (chunk) => {
        received += chunk;
        const answer = answerIn(received);
        if (!answer) return;
        received = '';
        const now = performance.now();
        if (answer.status < 200 || answer.status > 299) errors += 1;
        else {
          accepted += 1;
          if (now <= end) latencies.push(now - since);
        }
        next();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve());
    });
  await Promise.all(Array.from({ length: connections }, caller));
  return { ...summaryOf(latencies, seconds, errors), accepted };
}

/**
 * The status of an answer, once all of it is there.
 * @param {string} text
 * @returns {{ status: number } | undefined}
 */
export function answerIn(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd).toLowerCase();
  const [, length] = head.match(/\r\ncontent-length: *(\d+)/) ?? [];
  const isWhole = length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= headEnd + 4 + Number(length);
  return isWhole ? { status: Number(text.slice(9, 12)) } : undefined;
}
