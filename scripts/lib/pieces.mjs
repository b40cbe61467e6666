import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { Trouble } from './say.mjs';

/**
 * @typedef {object} Piece A program of ours that the stack runs.
 * @property {string} name
 * @property {string} file relative to the checkout
 * @property {string} title for the progress line of a job
 * @property {'job' | 'server'} kind a job ends; a server stays
 * @property {boolean} [restart]
 * @property {(context: PieceContext) => string[]} [args]
 * @property {(context: PieceContext) => string} [ready] address that answers 2xx or 3xx once it is ready
 * @property {(context: PieceContext) => Record<string, string>} [env]
 *
 * @typedef {{ ports: import('./ports.mjs').Ports, dataDir: string, index: number }} PieceContext
 */

/** What the stack runs behind Postgres and Temporal, in order. @type {Piece[]} */
export const pieces = [
  {
    name: 'mail',
    title: 'Mail inbox',
    file: 'scripts/mail-inbox.mjs',
    kind: 'server',
    args: ({ ports, dataDir }) => ['--smtp', `${ports.smtp}`, '--http', `${ports.mail}`, '--folder', join(dataDir, 'mail')],
    ready: ({ ports }) => `http://127.0.0.1:${ports.mail}/api/messages?limit=1`,
  },
  {
    name: 'stripe',
    title: 'Stripe sandbox',
    file: 'apps/stripe-sandbox/dist/main.js',
    kind: 'server',
    ready: ({ ports }) => `http://127.0.0.1:${ports.stripe}/`,
  },
  { name: 'migrate', title: 'Database schema', file: 'libs/db/dist/migrate.js', kind: 'job', args: () => ['up'] },
  { name: 'seed', title: 'Demo school', file: 'apps/api/dist/seed.js', kind: 'job' },
  {
    name: 'api',
    title: 'API',
    file: 'apps/api/dist/main.js',
    kind: 'server',
    restart: true,
    ready: ({ ports }) => `http://127.0.0.1:${ports.api}/health/ready`,
  },
  {
    name: 'worker',
    title: 'Worker',
    file: 'apps/worker/dist/main.js',
    kind: 'server',
    restart: true,
    env: ({ ports, index }) => {
      const [http, metrics] = workerPorts(ports, index);
      return { WORKER_HTTP_PORT: `${http}`, WORKER_METRICS_PORT: `${metrics}` };
    },
    ready: ({ ports, index }) => `http://127.0.0.1:${workerPorts(ports, index)[0]}/health/ready`,
  },
  {
    name: 'web',
    title: 'Web',
    file: 'web/server.mjs',
    kind: 'server',
    args: ({ ports }) => ['--port', `${ports.web}`, '--api', `http://127.0.0.1:${ports.api}`],
    ready: ({ ports }) => `http://127.0.0.1:${ports.web}/health/live`,
  },
];

/**
 * @param {Piece} piece
 * @throws {Trouble} where its program was not built
 */
export function requireProgram({ file }) {
  if (!existsSync(inRoot(file))) throw new Trouble(`${file} is missing.`, 'Build it: npm run build');
}

/**
 * @param {import('./ports.mjs').Ports} ports
 * @param {number} index
 */
const workerPorts = (ports, index) =>
  index === 0 ? [ports.worker, ports.workerMetrics] : (ports.moreWorkers[index - 1] ?? [0, 0]);
