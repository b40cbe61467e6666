/**
 * `npm run story`: plays a member's year on the running product and checks every step. Starts a product of its own,
 * unless TEST_STACK names the data folder of one that runs. `--json` prints the results; `--seed N` plays another year, whose dates are calculated
 * independently of the product. The last line is the count.
 */
import { openStack } from './lib/own-stack.mjs';
import { inRoot } from './lib/paths.mjs';

const seedAt = process.argv.indexOf('--seed');
const seed = seedAt < 0 ? null : Number(process.argv[seedAt + 1]);
if (seed !== null && !Number.isInteger(seed)) {
  process.stderr.write('--seed wants a whole number, such as --seed 7\n');
  process.exit(2);
}
const json = process.argv.includes('--json');
/** @param {string} line */
const say = (line) => void (json ? process.stderr : process.stdout).write(`${line}\n`);

const started = Date.now();
const { stack, close } = await openStack('story', say);

/** @type {typeof import('../test/dist/story/play.js')} */
const { playStory } = await import(inRoot('test/dist/story/play.js'));
const { proofs, problem } = await playStory(stack, say, seed);
if (problem) say(`\n${problem}`);
await close({ keepData: Boolean(problem) });
if (json) process.stdout.write(`${JSON.stringify(proofs)}\n`);
const failed = proofs.filter(({ holds }) => !holds).length + (problem ? 1 : 0);
say(`\nplayed in ${Math.round((Date.now() - started) / 1000)} s`);
say(`${proofs.length - proofs.filter(({ holds }) => !holds).length} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
