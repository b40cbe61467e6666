/**
 * Writes the histories that `npm test -- replay` replays. Needs a running product that has been used, ideally by the story:
 *
 *   node scripts/start.mjs --data /tmp/stack --json --workers 2
 *   TEST_STACK=/tmp/stack node scripts/story.mjs
 *   TEST_STACK=/tmp/stack node scripts/capture-histories.mjs --beside linked
 *
 * `--beside WORD` keeps the saved histories and writes `<shape>.<word>.json` next to them, for a workflow that changed while
 * older runs may still exist. Without it, the histories of each type found are replaced, for when no older run is left.
 *
 * `--dispatches WORD` writes only dispatches with 2, 5 and 50 runs of mixed first steps, and a run of each first step. It
 * takes four minutes; the product must have been started with OUTBOUND_ALLOWED=127.0.0.1:PORT.
 */
import { parseArgs } from 'node:util';
import { inRoot } from './lib/paths.mjs';
import { attachStack } from './lib/stack.mjs';

const running = process.env.TEST_STACK;
const { beside, dispatches } = parseArgs({ options: { beside: { type: 'string' }, dispatches: { type: 'string' } } }).values;
if (!running) {
  process.stderr.write('TEST_STACK is not set: it names the data folder of a running product\n');
  process.exit(2);
}
/** @type {typeof import('../test/dist/replay/capture.js')} */
const { captureDispatches, captureHistories } = await import(inRoot('test/dist/replay/capture.js'));
const folder = inRoot('test/histories');
/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);
if (dispatches) await captureDispatches(attachStack(running), { folder, word: dispatches }, say);
else await captureHistories(attachStack(running), { folder, beside: beside ?? null }, say);
