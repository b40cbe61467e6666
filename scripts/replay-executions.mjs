/**
 * Replays every execution on the Temporal server of a running product from each of its tasks: what a worker without a
 * workflow cache would have done. TEST_STACK names the product's data folder. The last line is `N passed, N failed`.
 */
import { inRoot } from './lib/paths.mjs';
import { attachStack } from './lib/stack.mjs';

const running = process.env.TEST_STACK;
if (!running) {
  process.stderr.write('TEST_STACK is not set: it names the data folder of a running product\n');
  process.exit(2);
}
/** @type {typeof import('../test/dist/replay/executions.js')} */
const { replayProduct } = await import(inRoot('test/dist/replay/executions.js'));
const codePath = inRoot('apps/worker/dist/workflows.bundle.js');
const { executions, prefixes, problems } = await replayProduct(attachStack(running).env, { codePath });
for (const problem of problems) process.stdout.write(`  ✗ ${problem}\n`);
process.stdout.write(`  ${executions} executions, replayed from ${prefixes} tasks\n`);
process.stdout.write(`${prefixes - problems.length} passed, ${problems.length} failed\n`);
process.exit(problems.length > 0 ? 1 : 0);
