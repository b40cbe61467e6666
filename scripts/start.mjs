/**
 * `npm start`: the whole product on this machine. Options:
 *
 *   --fresh        delete the data of earlier starts
 *   --json         print exactly one line of JSON when ready; all other output goes to stderr
 *   --workers N    start N workers
 *   --verbose      print the logs of all processes
 *   --data DIR     keep the data in DIR instead of .perennial
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBuilt, isProduct } from './lib/build.mjs';
import { checkNode, ensureInstalled } from './lib/install.mjs';
import { diesWithNpm } from './lib/npm-parent.mjs';
import { inRoot } from './lib/paths.mjs';
import { AlreadyRunning } from './lib/processes.mjs';
import { elapsed, messageOf, sayTo, Trouble } from './lib/say.mjs';
import { startStack } from './lib/stack.mjs';
import { tableOf } from './lib/table.mjs';

const since = performance.now();
const options = readOptions();
const say = sayTo(options.json ? process.stderr : process.stdout);
/** @type {import('./lib/supervisor.mjs').Supervisor | undefined} */
let supervisor;
/** @type {import('./lib/stack.mjs').Stack | undefined} */
let stack;
let stopping = 0;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void stop(0));
diesWithNpm(() => void stop(0));

try {
  checkNode();
  if (existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
  stack = await startStack({
    dataDir: options.data,
    workers: options.workers,
    env: process.env,
    ports: 'preferred',
    durable: true,
    fresh: options.fresh,
    verbose: options.verbose,
    say,
    prepare: async (theSupervisor) => {
      supervisor = theSupervisor;
      await ensureInstalled(theSupervisor);
      await ensureBuilt(theSupervisor, isProduct);
    },
    onDeath: (_name, problem) => {
      say(problem.message);
      void stop(1);
    },
  });
  const { dataDir, env, addresses, logins, tryFirst, seed } = stack;
  if (options.json) process.stdout.write(`${JSON.stringify({ dataDir, env, addresses, logins, tryFirst, seed })}\n`);
  say(tableOf(stack));
  say(`Ready after ${elapsed(since)}. Ctrl-C stops everything; the data stays in ${dataDir}.`);
} catch (error) {
  if (stopping) await new Promise(() => {});
  say(explain(error));
  process.exitCode = 1;
  process.exit();
}

/**
 * Stops everything once; a second, later signal does not wait.
 * @param {number} code
 */
async function stop(code) {
  const now = performance.now();
  if (stopping) {
    // npm and the terminal both pass the same Ctrl-C on.
    if (now - stopping > 1000) process.exit(code || 1);
    return;
  }
  stopping = now;
  say('Stopping …');
  try {
    if (stack) await stack.stop();
    else await supervisor?.stop();
  } catch (error) {
    say(messageOf(error));
  }
  say('Stopped.');
  process.exit(code);
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof AlreadyRunning) {
    const ready = /** @type {import('./lib/stack.mjs').Ready | null} */ (error.ready);
    return ready ? `${error.message}\n${tableOf(ready)}` : `${error.message}\nIt is still starting.`;
  }
  if (error instanceof Trouble) return error.message;
  return error instanceof Error ? String(error.stack) : String(error);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        workers: { type: 'string', default: '1' },
        data: { type: 'string', default: inRoot('.perennial') },
      },
    });
    const workers = Number(values.workers);
    if (!Number.isInteger(workers) || workers < 1) throw new Error('--workers wants a number of 1 or more');
    if (values.help) return usage(0);
    return { ...values, workers };
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return usage(2);
  }
}

/**
 * @param {number} code
 * @returns {never}
 */
function usage(code) {
  const text = readFileSync(new URL(import.meta.url), 'utf8');
  process.stderr.write(
    `${text
      .slice(text.indexOf(' * ') + 3, text.indexOf(' */'))
      .replaceAll('\n * ', '\n')
      .replaceAll('\n *', '\n')}`,
  );
  process.exit(code);
}
