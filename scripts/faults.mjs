/**
 * `npm run faults -- dispatch [--people 200] [--kills 20]`: kills workers while people enter several automations at once.
 * `npm run faults -- outage [--people 30] [--minutes 10]`: Stripe refuses for a day of a test clock, then Postgres and Temporal
 * are away.
 * `npm run faults -- runs [--people 1000] [--kills 50] [--server-kills 10] [--storm 10000] [--seed 1]`: workers, the API,
 * Postgres and Temporal are
 * killed, receivers fail, and thousands of events concern one person. With `--people 40 --kills 2 --server-kills 1 --storm 200`
 * it takes minutes.
 * `npm run faults -- changes [--people 1000] [--seed 1]`: staff publish, move, pause, hold, release and delete while people wait.
 * Each counts what is lost or happens twice. Starts a product of its own, unless TEST_STACK names the data folder of one that runs
 * with two workers. The last line is `runs: lost N, twice N, of M`; exit code 1 unless both are 0.
 */
import { parseArgs } from 'node:util';
import { openStack } from './lib/own-stack.mjs';
import { inRoot } from './lib/paths.mjs';

const USAGE = `Usage: npm run faults -- dispatch [--people 200] [--kills 20]
       npm run faults -- outage [--people 30] [--minutes 10]
       npm run faults -- runs [--people 1000] [--kills 50] [--server-kills 10] [--storm 10000] [--seed 1]
       npm run faults -- changes [--people 1000] [--seed 1]
`;
/** @type {Record<string, number>} */
const usualPeople = { dispatch: 200, outage: 30, runs: 1000, changes: 1000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string' },
    kills: { type: 'string' },
    minutes: { type: 'string' },
    'server-kills': { type: 'string' },
    storm: { type: 'string' },
    seed: { type: 'string' },
  },
});
const [drill = ''] = positionals;
const people = Number(values.people ?? usualPeople[drill]);
const kills = Number(values.kills ?? (drill === 'runs' ? 50 : 20));
const minutes = Number(values.minutes ?? 10);
const serverKills = Number(values['server-kills'] ?? 10);
const storm = Number(values.storm ?? 10_000);
const seed = Number(values.seed ?? 1);
if (
  positionals.length !== 1 ||
  !(drill in usualPeople) ||
  ![people, kills, minutes, serverKills, storm].every((number) => number > 0) ||
  !Number.isInteger(seed)
) {
  process.stderr.write(USAGE);
  process.exit(2);
}
/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

const { stack, close } = await openStack('faults', say);

/** @returns {Promise<import('../test/dist/faults/dispatch.js').Counted>} */
async function play() {
  if (drill === 'outage') {
    /** @type {typeof import('../test/dist/faults/outage.js')} */
    const { surviveOutages } = await import(inRoot('test/dist/faults/outage.js'));
    return surviveOutages(stack, { people, minutes }, say);
  }
  if (drill === 'runs') {
    say(`seed ${seed}`);
    /** @type {typeof import('../test/dist/faults/runs.js')} */
    const { surviveFaults } = await import(inRoot('test/dist/faults/runs.js'));
    return surviveFaults(stack, { people, kills, serverKills, storm, seed }, say);
  }
  if (drill === 'changes') {
    say(`seed ${seed}`);
    /** @type {typeof import('../test/dist/faults/changes.js')} */
    const { changeWhilePeopleWait } = await import(inRoot('test/dist/faults/changes.js'));
    return changeWhilePeopleWait(stack, { people, seed }, say);
  }
  /** @type {typeof import('../test/dist/faults/dispatch.js')} */
  const { killDuringDispatch } = await import(inRoot('test/dist/faults/dispatch.js'));
  return killDuringDispatch(stack, { people, kills }, say);
}
const { lost, twice, of } = await play();
const failed = lost > 0 || twice > 0;
await close({ keepData: failed });
say(`${drill}: lost ${lost}, twice ${twice}, of ${of}`);
process.exit(failed ? 1 : 0);
