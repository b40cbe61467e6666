/**
 * `npm run faults -- dispatch [--people 200] [--kills 20]`: kills workers while people enter several automations at once, and
 * counts what is lost or happens twice. Starts a product of its own, unless TEST_STACK names the data folder of one that runs
 * with two workers. The last line is `dispatch: lost N, twice N, of M`; exit code 1 unless both are 0.
 */
import { parseArgs } from 'node:util';
import { openStack } from './lib/own-stack.mjs';
import { inRoot } from './lib/paths.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { people: { type: 'string', default: '200' }, kills: { type: 'string', default: '20' } },
});
const load = { people: Number(values.people), kills: Number(values.kills) };
if (positionals.join() !== 'dispatch' || !(load.people > 0) || !(load.kills > 0)) {
  process.stderr.write('Usage: npm run faults -- dispatch [--people 200] [--kills 20]\n');
  process.exit(2);
}
/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

const { stack, close } = await openStack('faults', say);

/** @type {typeof import('../test/dist/faults/dispatch.js')} */
const { killDuringDispatch } = await import(inRoot('test/dist/faults/dispatch.js'));
const { lost, twice, of } = await killDuringDispatch(stack, load, say);
const failed = lost > 0 || twice > 0;
await close({ keepData: failed });
say(`dispatch: lost ${lost}, twice ${twice}, of ${of}`);
process.exit(failed ? 1 : 0);
