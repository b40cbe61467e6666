import { readFileSync, statSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { sleep } from '../../scripts/lib/say.mjs';
import { closedLoop } from '../framework/closed-loop.mjs';
import { openProduct } from '../framework/product.mjs';
import { median } from '../framework/statistics.mjs';
import { graphOf } from '../graph/programs.mjs';
import { statementsIn } from './statements.mjs';

/**
 * @typedef {import('../framework/types.d.mts').Context} Context
 * @typedef {import('../framework/product.mjs').Product} Product
 */

/** One after the other, so that each is a batch of its own. */
const EXECUTIONS = 20;
const QUIET_SECONDS = 10;
const SHOWN = ['api', 'worker', 'temporal', 'postgres'];

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'what one execution costs: statements, commits, state transitions, history events, CPU',
  defaults: { rounds: 3, seconds: 10, warmUp: 60 },
  async run(context) {
    const product = await openProduct(context);
    const emails = await product.contacts(20_000);
    await product.publish(graphOf('two-steps', 'bench.two_steps', product.counter.address));
    let turn = 0;
    const once = async () => {
      const id = `cost-${turn}`;
      const called = product.counter.called(id);
      called.catch(() => {});
      await product.send('bench.two_steps', emails[turn++ % emails.length] ?? '', { id });
      await called;
    };
    const rounds = await context.measure('cost of an execution, c=32', {
      label: 'product',
      round: (seconds) => closedLoop({ concurrency: 32, seconds, once }),
      idle: product.idle,
    });
    for (const name of SHOWN) {
      const milliseconds = rounds.map(({ cores, measured }) => ((cores[name] ?? 0) * 1000) / (measured.perSecond ?? Number.NaN));
      context.figure({ name: `cost, CPU of ${name}`, value: median(milliseconds), unit: 'ms' });
    }
    await inDatabase(context, product, once);
    await inTemporal(context, product, once);
  },
};

/**
 * @param {Context} context
 * @param {Product} product
 * @param {() => Promise<void>} once
 */
async function inDatabase({ figure }, { stack, asOwner, idle }, once) {
  const file = stack.logFile('postgres');
  await asOwner(`alter system set log_line_prefix = '%a|'`);
  await asOwner('alter system set log_min_duration_statement = 0');
  await asOwner('select pg_reload_conf()');
  await sleep(1000);
  const during = async (/** @type {() => Promise<unknown>} */ work) => {
    const from = statSync(file).size;
    const since = performance.now();
    await work();
    return {
      seconds: (performance.now() - since) / 1000,
      counts: statementsIn(readFileSync(file).subarray(from).toString('utf8')),
    };
  };
  // What the processes ask while nothing happens is not the cost of an execution.
  const quiet = await during(() => sleep(QUIET_SECONDS * 1000));
  const busy = await during(async () => {
    for (let done = 0; done < EXECUTIONS; done++) await once();
    await idle();
  });
  await asOwner('alter system reset all');
  await asOwner('select pg_reload_conf()');
  for (const [name, application] of [
    ['API', 'perennial-api'],
    ['relay', 'relay'],
    ['worker', 'worker'],
  ])
    for (const of of /** @type {const} */ (['statements', 'commits'])) {
      const idly = ((quiet.counts[application ?? '']?.[of] ?? 0) / quiet.seconds) * busy.seconds;
      const value = ((busy.counts[application ?? '']?.[of] ?? 0) - idly) / EXECUTIONS;
      figure({ name: `cost, ${of} of ${name}`, value: Math.max(0, value), unit: of });
    }
}

/**
 * @param {Context} context
 * @param {Product} product
 * @param {() => Promise<void>} once
 */
async function inTemporal({ figure }, { stack, idle }, once) {
  const connection = await Connection.connect({ address: stack.env.TEMPORAL_ADDRESS });
  try {
    const client = new Client({ connection });
    const since = new Date().toISOString();
    for (let done = 0; done < EXECUTIONS; done++) await once();
    await idle();
    // What is listed is a moment behind what happened.
    await sleep(3000);
    let [transitions, events, workflows] = [0, 0, 0];
    for await (const { raw, historyLength } of client.workflow.list({ query: `StartTime >= '${since}'` })) {
      transitions += Number(raw.stateTransitionCount ?? 0);
      events += historyLength;
      workflows += 1;
    }
    figure({ name: 'cost, workflows', value: workflows / EXECUTIONS, unit: 'workflows' });
    figure({ name: 'cost, state transitions', value: transitions / EXECUTIONS, unit: 'transitions' });
    figure({ name: 'cost, history events', value: events / EXECUTIONS, unit: 'events' });
  } finally {
    await connection.close();
  }
}
