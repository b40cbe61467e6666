import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyPort, portFrom, reserve } from './ports.mjs';
import { writeWhole } from './state.mjs';

/** `of`: the service of the stack that listens there. @type {Readonly<Record<string, { title: string, preferred: number, of?: string }>>} */
const SERVICES = {
  web: { title: 'Web', preferred: 3000 },
  api: { title: 'API', preferred: 3001 },
  worker: { title: 'Worker', preferred: 3002 },
  workerMetrics: { title: 'Worker metrics', preferred: 3003, of: 'worker' },
  temporal: { title: 'Temporal', preferred: 7233 },
  temporalUi: { title: 'Temporal UI', preferred: 8233, of: 'temporal' },
  postgres: { title: 'Postgres', preferred: 54320 },
  stripe: { title: 'Stripe sandbox', preferred: 12111 },
  smtp: { title: 'SMTP', preferred: 1025, of: 'mail' },
  mail: { title: 'Mail inbox', preferred: 8025 },
};

/** @type {Readonly<Record<string, string>>} */
const REMEDIES = { web: 'Links in earlier emails name the old port.' };

/**
 * Reserves the ports of a stack: those of the data folder's last start, so that addresses stay, or else the well-known ones,
 * or any. Prints which one had to change, and why.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {boolean} options.preferred whether a first start takes the well-known ports
 * @param {number} options.workers
 * @param {(service: string) => boolean} options.runs whether this start runs a service; the ports of others move without a word
 * @param {import('./say.mjs').Say} options.say
 * @returns {Promise<import('./ports.mjs').Ports>}
 */
export async function reservePorts({ dataDir, preferred, workers, runs, say }) {
  const file = join(dataDir, 'ports.json');
  const stored = read(file);
  /** @type {Record<string, number>} */
  const ports = {};
  const names = [
    ...Object.keys(SERVICES),
    ...Array.from({ length: workers - 1 }, (_, index) => [`worker-${index + 2}`, `workerMetrics-${index + 2}`]).flat(),
  ];
  for (const name of names) ports[name] = await choose(name);
  // Ports of workers that this start does without are kept for a later one.
  writeWhole(file, `${JSON.stringify({ ...stored, ...ports }, null, 2)}\n`);
  const moreWorkers = Array.from({ length: workers - 1 }, (_, index) => [
    ports[`worker-${index + 2}`],
    ports[`workerMetrics-${index + 2}`],
  ]);
  return /** @type {import('./ports.mjs').Ports} */ (/** @type {unknown} */ ({ ...ports, moreWorkers }));

  /** @param {string} name */
  async function choose(name) {
    const [service = '', number] = name.split('-');
    const { title, preferred: wellKnown, of = service } = SERVICES[service] ?? { title: service, preferred: 3000 };
    // The well-known port of a further worker is the first one's.
    const wanted = stored[name] ?? (preferred && !number ? wellKnown : undefined);
    if (wanted === undefined) return preferred ? portFrom(wellKnown) : anyPort();
    const reason = await reserve(wanted);
    if (reason === null) return wanted;
    const port = await (preferred ? portFrom(wanted + 1) : anyPort());
    if (!runs(of)) return port;
    const remedy = stored[name] === undefined ? '' : (REMEDIES[name] ?? '');
    say(`${title}${number ? ` ${number}` : ''}: port ${wanted} is taken (${reason}), so it uses ${port}. ${remedy}`.trimEnd());
    return port;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, number>}
 */
function read(file) {
  if (!existsSync(file)) return {};
  try {
    const stored = /** @type {Record<string, unknown>} */ (JSON.parse(readFileSync(file, 'utf8')));
    return Object.fromEntries(Object.entries(stored).flatMap(([name, port]) => (typeof port === 'number' ? [[name, port]] : [])));
  } catch {
    // With a damaged file, the stack starts on other addresses.
    return {};
  }
}
