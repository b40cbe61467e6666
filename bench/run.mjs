/**
 * `npm run bench -- NAME`: measures the product, most often beside another program, and compares with a goal. Ends with one line
 * per figure, `NAME: ratio R (goal G)`; exit code 1 where a figure is below its goal or could not be measured. Options:
 *
 *   --rounds N      rounds of each side that count
 *   --seconds N     length of a round
 *   --warm-up N     seconds of work before the first round, of each side
 *   --only WORDS    only comparisons whose name contains this
 *   --scale S       share of the full size, such as 0.1 of 10,000 recipients
 *   --allow-busy    keep rounds during which other programs worked; the figures are not comparable
 *   --json          one line of JSON on standard output, everything else on standard error
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode } from '../scripts/lib/install.mjs';
import { inRoot, urlInRoot } from '../scripts/lib/paths.mjs';
import { messageOf, sayTo, Trouble } from '../scripts/lib/say.mjs';
import { Supervisor } from '../scripts/lib/supervisor.mjs';
import { readCommandLine } from './framework/command-line.mjs';
import { compareSides, measureSide } from './framework/compare.mjs';
import { machine } from './framework/machine.mjs';
import { isReached, lineOf } from './framework/verdict.mjs';

/** @typedef {import('./framework/types.d.mts').Options} Options */

const { name, json, given } = commandLine();
const say = sayTo(json ? process.stderr : process.stdout);
/** @type {{ default: import('./framework/types.d.mts').Bench }} */
const { default: bench } = await import(urlInRoot('bench', name, 'bench.mjs'));
/** @type {Options} */
const options = { rounds: 4, seconds: 8, warmUp: 30, only: undefined, allowBusy: false, scale: 1, ...bench.defaults, ...given };

const folder = mkdtempSync(join(tmpdir(), `perennial-bench-${name}-`));
// Postgres runs as another account where we are root.
chmodSync(folder, 0o755);
const supervisor = new Supervisor({ dataDir: folder, say });
/** @type {(() => unknown)[]} */
const deferred = [];
/** @type {Map<number, string>} */
const labels = new Map([[process.pid, 'bench']]);
/** @type {import('./framework/types.d.mts').Figure[]} */
const figures = [];
/** @type {{ name: string, rounds: readonly import('./framework/types.d.mts').Round[] }[]} */
const kept = [];
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void end(1));

/** @type {import('./framework/types.d.mts').Context} */
const context = {
  options,
  say,
  supervisor,
  folder,
  wants: (what) => options.only === undefined || what.includes(options.only),
  compare: async (comparison) => {
    const compared = await compareSides(setting(), comparison);
    kept.push({ name: comparison.name, rounds: [...compared.ours, ...compared.peer] });
    return compared;
  },
  measure: async (what, side, times = {}) => {
    const rounds = await measureSide(setting(times), what, side);
    kept.push({ name: what, rounds });
    return rounds;
  },
  figure: (figure) => {
    figures.push(figure);
    say(`  → ${lineOf(figure)}`);
  },
  label: (pid, what) => void labels.set(pid, what),
  defer: (work) => void deferred.unshift(work),
};

const started = Date.now();
try {
  checkNode();
  await bench.run(context);
} catch (error) {
  say(error instanceof Trouble || !(error instanceof Error) ? messageOf(error) : String(error.stack));
  await end(1);
}
report();
await end(figures.length > 0 && figures.every(isReached) ? 0 : 1);

/** @param {Partial<Options>} [times] of one measurement; what was given on the command line wins */
function setting(times) {
  for (const { name: of, pid } of supervisor.processes) labels.set(pid, of);
  return { say, labels, options: { ...options, ...times, ...given } };
}

function report() {
  const about = machine();
  say(`\n${about.processor}, ${about.memoryGiB} GiB, Node ${about.node}, commit ${about.commit}`);
  say(`measured in ${Math.round((Date.now() - started) / 1000)} s on ${new Date(started).toISOString().slice(0, 10)}`);
  if (options.allowBusy) say('NOT COMPARABLE: measured with --allow-busy');
  if (options.scale !== 1) say(`NOT COMPARABLE: measured with --scale ${options.scale}`);
  const comparable = !options.allowBusy && options.scale === 1;
  if (json) {
    const result = {
      name,
      comparable,
      machine: about,
      options,
      figures: figures.map((one) => ({ ...one, reached: isReached(one) })),
    };
    process.stdout.write(`${JSON.stringify({ ...result, measurements: kept })}\n`);
  }
  for (const figure of figures) say(lineOf(figure));
}

/** @param {number} code */
async function end(code) {
  for (const work of deferred) {
    try {
      await work();
    } catch (error) {
      say(messageOf(error));
    }
  }
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

function commandLine() {
  const names = readdirSync(inRoot('bench')).filter((entry) => existsSync(inRoot('bench', entry, 'bench.mjs')));
  try {
    const read = readCommandLine(process.argv.slice(2));
    if (!names.includes(read.name))
      throw new Error(`${read.name ? `There is no bench "${read.name}"` : 'Name a bench'}: ${names.join(', ')}`);
    return read;
  } catch (error) {
    const text = readFileSync(new URL(import.meta.url), 'utf8');
    const usage = text
      .slice(text.indexOf(' * ') + 3, text.indexOf(' */'))
      .replaceAll('\n * ', '\n')
      .replaceAll('\n *', '\n');
    process.stderr.write(`${messageOf(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}
