/**
 * Writes the histories that `npm test -- replay` replays. Wants a running product that has been used, best by the story:
 *
 *   node scripts/start.mjs --data /tmp/stack --json --workers 2
 *   TEST_STACK=/tmp/stack node scripts/story.mjs
 *   TEST_STACK=/tmp/stack node scripts/capture-histories.mjs
 *
 * Types that are found are written anew, others stay. Run it when a workflow has changed on purpose and no run of the
 * earlier kind is left anywhere; otherwise keep the earlier files, which is what they are for.
 */
import { inRoot } from './lib/paths.mjs';
import { attachStack } from './lib/stack.mjs';

const running = process.env.TEST_STACK;
if (!running) {
  process.stderr.write('TEST_STACK is not set: it names the data folder of a running product\n');
  process.exit(2);
}
/** @type {typeof import('../test/dist/replay/capture.js')} */
const { captureHistories } = await import(inRoot('test/dist/replay/capture.js'));
await captureHistories(attachStack(running), inRoot('test/histories'), (line) => process.stdout.write(`${line}\n`));
