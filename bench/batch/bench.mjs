import { postJson } from '../framework/http.mjs';
import { bare } from '../framework/known-peers.mjs';
import { memoryOf } from '../framework/memory.mjs';
import { startPeer } from '../framework/peer-process.mjs';
import { openProduct } from '../framework/product.mjs';
import { inTurns } from '../framework/turns.mjs';
import { until } from '../framework/until.mjs';

/**
 * @typedef {import('../framework/types.d.mts').Context} Context
 * @typedef {import('../framework/product.mjs').Product} Product
 */

const ENTRANTS = 5000;
const MANY = 100_000;
const CALLERS = 64;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: '5,000 people who enter together, beside one workflow each; 100,000 up to their first wait',
  defaults: { rounds: 4, warmUp: 1 },
  async run(context) {
    const product = await openProduct(context);
    await product.publish(graphOf('short', []), 'Batch short');
    await product.publish(
      graphOf('waiting', [{ id: 'wait', kind: 'waitDuration', config: { amount: 5, unit: 'days' } }]),
      'Batch waiting',
    );
    if (context.wants('batch beside one workflow each')) await besideOneEach(context, product);
    if (context.wants('batch up to the first wait')) await many(context, product);
  },
};

/**
 * @param {Context} context
 * @param {Product} product
 */
async function besideOneEach(context, product) {
  const count = Math.ceil(ENTRANTS * context.options.scale);
  const { url } = await startPeer(context, bare, 'batch/temporal-peer.mjs', {
    DATABASE_URL: await product.peerDatabase('batch'),
    TEMPORAL_ADDRESS: product.stack.env.TEMPORAL_ADDRESS ?? '',
  });
  let turn = 0;
  const name = `batch of ${count} beside one workflow each`;
  const compared = await context.compare({
    name,
    ours: {
      label: 'product, together',
      round: async () => {
        const since = performance.now();
        await enter(context, product, { kind: 'short', count, isOver: `r.state = 'completed'` });
        return { perSecond: count / ((performance.now() - since) / 1000) };
      },
      idle: product.idle,
    },
    peer: {
      label: 'one workflow each',
      round: async () => {
        const tag = `batch-${turn++}`;
        const emails = Array.from({ length: count }, (_, i) => `p${i}@bench.example`);
        const since = performance.now();
        await postJson(url, { tag, emails });
        const tagged = async () => /** @type {{ n: number }} */ (await (await fetch(`${url}/${tag}`)).json()).n;
        await until('each workflow has ended', async () => (await tagged()) >= count, { patienceMs: 3_600_000, everyMs: 100 });
        return { perSecond: count / ((performance.now() - since) / 1000) };
      },
    },
  });
  context.figure({ name, value: compared.ratio('perSecond'), goal: 6, bound: 'at least' });
}

/**
 * @param {Context} context
 * @param {Product} product
 */
async function many(context, product) {
  const count = Math.ceil(MANY * context.options.scale);
  const workers = product.stack.processes.filter(({ name }) => name.startsWith('worker')).map(({ pid }) => pid);
  const before = memoryOf(workers);
  let largest = before;
  const sampler = setInterval(() => {
    largest = Math.max(largest, memoryOf(workers));
  }, 1000);
  context.defer(() => clearInterval(sampler));
  await context.measure(
    `batch of ${count} up to the first wait`,
    {
      label: 'product',
      round: async () => {
        const since = performance.now();
        await enter(context, product, { kind: 'waiting', count, isOver: `r.state = 'waiting'` });
        return { perSecond: count / ((performance.now() - since) / 1000), workerBeforeMb: before, workerMostMb: largest };
      },
    },
    { rounds: 1, warmUp: 0 },
  );
  clearInterval(sampler);
  // Bounded: what a worker keeps in memory must not grow with the number of people.
  context.figure({
    name: 'batch up to the first wait, growth of the worker',
    value: largest - before,
    goal: 300,
    bound: 'at most',
    unit: 'MB',
  });
}

/**
 * Sends one event per new person, and waits until each run is where it should be.
 * @param {Context} context
 * @param {Product} product
 * @param {{ kind: 'short' | 'waiting', count: number, isOver: string }} batch
 */
async function enter(context, product, { kind, count, isOver }) {
  const emails = await product.contacts(count);
  const [{ before = 0 } = {}] = await product.asOwner(runs(isOver), [`Batch ${kind}`]);
  let lastSaid = performance.now();
  const overNow = async () => Number((await product.asOwner(runs(isOver), [`Batch ${kind}`]))[0]?.before) - Number(before);
  await inTurns(emails, CALLERS, (email) => product.send(`bench.${kind}`, email));
  await until(
    `${count} runs are where they should be`,
    async () => {
      const over = await overNow();
      if (performance.now() - lastSaid > 15_000) {
        context.say(`  ${over} of ${count}`);
        lastSaid = performance.now();
      }
      return over >= count;
    },
    { patienceMs: 7_200_000, everyMs: 200 },
  );
}

/** @param {string} isOver */
const runs = (isOver) =>
  `select count(*)::int as before from automation_run r join automation a on a.id = r.automation_id where a.name = $1 and ${isOver}`;

/**
 * @param {string} kind
 * @param {readonly { id: string, kind: string, config: object }[]} more
 */
function graphOf(kind, more) {
  const nodes = [
    {
      id: 'start',
      kind: 'trigger',
      config: {
        eventType: 'custom.event',
        filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: `bench.${kind}` }] },
      },
    },
    {
      id: 'if',
      kind: 'ifElse',
      config: { condition: { match: 'all', tests: [{ field: 'contact.name', operator: 'is', value: 'nobody has it' }] } },
    },
    { id: 'tag', kind: 'addTag', config: { tag: `batch-${kind}` } },
    ...more,
  ];
  const edges = nodes
    .slice(1)
    .map((node, i) => ({ source: nodes[i]?.id, port: nodes[i]?.id === 'if' ? 'no' : 'next', target: node.id }));
  return { nodes, edges };
}
