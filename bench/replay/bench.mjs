import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { sleep } from '../../scripts/lib/say.mjs';
import { openProduct } from '../framework/product.mjs';
import { until } from '../framework/until.mjs';
import { committedHistories, runsOf } from './histories.mjs';

/** @typedef {import('./histories.mjs').Recorded} Recorded */

/** Signals to one waiting run, and how many of them at once. */
const SIGNALS = 3000;
const BURST = 10;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'cold replay of every committed history and of a run that is signalled 3,000 times',
  defaults: { rounds: 3, seconds: 1, warmUp: 1 },
  async run(context) {
    const signalled = await signalledRun(context);
    const all = [...committedHistories(), ...signalled];
    const workflowBundle = { codePath: inRoot('apps/worker/dist/workflows.bundle.js') };
    const rounds = await context.measure(`replay of ${all.length} histories`, {
      label: 'product',
      round: () => replayAll(context, all, workflowBundle),
    });
    const slowest = rounds.map(({ measured }) => measured.slowestMs ?? Number.NaN).toSorted((a, b) => a - b);
    const bound = 'at most';
    context.figure({
      name: 'replay of the slowest history',
      value: (slowest.at(-1) ?? Number.NaN) / 1000,
      goal: 1,
      bound,
      unit: 's',
    });
    context.figure({
      name: 'replay, events of the longest history',
      value: Math.max(...all.map(({ events }) => events)),
      goal: 2000,
      bound,
      unit: 'events',
    });
  },
};

/**
 * A run that waits for an event and is signalled all the time, as if thousands of events concerned it.
 * @param {import('../framework/types.d.mts').Context} context
 * @returns {Promise<Recorded[]>}
 */
async function signalledRun(context) {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
  const product = await openProduct(context);
  const connection = await Connection.connect({ address: product.stack.env.TEMPORAL_ADDRESS });
  context.defer(() => connection.close());
  const client = new Client({ connection });
  const [email = ''] = await product.contacts(1);
  await product.publish(waiting);
  await product.send('bench.began', email);
  const workflowId = `run-${await waitingRun(product)}`;
  await until('the run has its workflow', () =>
    client.workflow
      .getHandle(workflowId)
      .describe()
      .then(
        () => true,
        () => false,
      ),
  );
  const signals = Math.ceil(SIGNALS * context.options.scale);
  for (let sent = 0; sent < signals; sent += BURST) {
    await Promise.all(Array.from({ length: BURST }, () => client.workflow.getHandle(workflowId).signal('wake')));
    if (sent % 500 === 0) context.say(`  ${sent} of ${signals} signals`);
  }
  return runsOf(client, workflowId);
}

/** @param {string} name */
const named = (name) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

const waiting = {
  nodes: [
    { id: 'start', kind: 'trigger', config: { eventType: 'custom.event', filters: named('bench.began') } },
    {
      id: 'wait',
      kind: 'waitForEvent',
      config: {
        paths: [{ port: 'came', label: 'Came', eventType: 'custom.event', filters: named('bench.never'), sameRecord: false }],
        timeoutAmount: 20,
        timeoutUnit: 'hours',
        lookBackMinutes: 5,
      },
    },
    { id: 'end', kind: 'exit', config: {} },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'wait' },
    { source: 'wait', port: 'came', target: 'end' },
    { source: 'wait', port: 'timeout', target: 'end' },
  ],
};

/** @param {import('../framework/product.mjs').Product} product */
async function waitingRun({ asOwner }) {
  for (let tries = 0; tries < 300; tries++) {
    const [run] = await asOwner(`select id from automation_run where state = 'waiting'`);
    if (run) return String(run.id);
    await sleep(200);
  }
  throw new Error('the run does not wait after a minute');
}

/**
 * Replays each history as a worker would that has never seen it. The first one also loads the workflow code, which a worker
 * does once when it starts, so it is replayed once more before.
 * @param {import('../framework/types.d.mts').Context} context
 * @param {readonly Recorded[]} all
 * @param {{ codePath: string }} workflowBundle
 */
async function replayAll({ say }, all, workflowBundle) {
  const [first] = all;
  if (!first) throw new Error('there are no histories');
  const results = Worker.runReplayHistories({ workflowBundle }, [first, ...all]);
  let since = performance.now();
  let slowest = { name: '', ms: 0 };
  let [errors, total] = [0, 0];
  let index = -1;
  for await (const { error } of results) {
    const ms = performance.now() - since;
    const replayed = all[index++];
    if (error) errors += 1;
    if (replayed) {
      total += ms;
      if (ms > slowest.ms) slowest = { name: replayed.name, ms };
    }
    since = performance.now();
  }
  say(`  slowest: ${slowest.name}, ${slowest.ms.toFixed(0)} ms`);
  return { slowestMs: slowest.ms, meanMs: total / all.length, errors };
}
