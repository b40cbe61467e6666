/**
 * `npm run faults -- dispatch [--people 200] [--kills 20]`: kills workers while people enter several automations at once.
 * `npm run faults -- outage [--people 30] [--minutes 10]`: Stripe refuses for a day of a test clock, then Postgres and Temporal are away.
 * Both count what is lost or happens twice. Starts a product of its own, unless TEST_STACK names the data folder of one that runs
 * with two workers. The last line is `dispatch: lost N, twice N, of M`; exit code 1 unless both are 0.
 */
import { parseArgs } from 'node:util';
import { openStack } from './lib/own-stack.mjs';
import { inRoot } from './lib/paths.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string' }, kills: { type: 'string' }, minutes: { type: 'string' } },
});
const [drill = ''] = positionals;
const people = Number(values.people ?? (drill === 'outage' ? 30 : 200));
const kills = Number(values.kills ?? 20);
const minutes = Number(values.minutes ?? 10);
if (positionals.length !== 1 || !['dispatch', 'outage'].includes(drill) || !(people > 0 && kills > 0 && minutes > 0)) {
  process.stderr.write('Usage: npm run faults -- dispatch [--people 200] [--kills 20] | outage [--people 30] [--minutes 10]\n');
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
  /** @type {typeof import('../test/dist/faults/dispatch.js')} */
  const { killDuringDispatch } = await import(inRoot('test/dist/faults/dispatch.js'));
  return killDuringDispatch(stack, { people, kills }, say);
}
const { lost, twice, of } = await play();
const failed = lost > 0 || twice > 0;
await close({ keepData: failed });
say(`${drill}: lost ${lost}, twice ${twice}, of ${of}`);
process.exit(failed ? 1 : 0);
