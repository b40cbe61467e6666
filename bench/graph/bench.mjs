import { closedLoop } from '../framework/closed-loop.mjs';
import { postJson } from '../framework/http.mjs';
import { bare, dbos } from '../framework/known-peers.mjs';
import { startPeer } from '../framework/peer-process.mjs';
import { PeerMissing } from '../framework/peers.mjs';
import { openProduct } from '../framework/product.mjs';
import { comparisons } from './comparisons.mjs';
import { startN8n } from './n8n-peer.mjs';
import { graphOf, MANY } from './programs.mjs';

/**
 * @typedef {import('../framework/types.d.mts').Context} Context
 * @typedef {import('../framework/product.mjs').Product} Product
 * @typedef {import('./comparisons.mjs').Comparison} Comparison
 */

/** Each execution is about another contact until all had their turn: a tag that somebody has costs nothing. */
const CONTACTS = 20_000;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'event by HTTP, match, if, tag, call: beside hand-written Temporal, DBOS and n8n',
  defaults: { rounds: 4, seconds: 8, warmUp: 60 },
  async run(context) {
    const wanted = comparisons.filter(({ name }) => context.wants(name));
    const product = await openProduct(context);
    const emails = await product.contacts(CONTACTS);
    const enter = await automations(product, emails);
    /** @type {Map<string, { post: (program: string, input: object) => Promise<unknown> } | PeerMissing>} */
    const peers = new Map();
    for (const comparison of wanted) {
      const peer = peers.get(comparison.peer) ?? (await startOrMissing(context, product, comparison.peer));
      peers.set(comparison.peer, peer);
      if (peer instanceof PeerMissing) missing(context, comparison, peer.message);
      else await measure(context, product, comparison, { enter, emails, post: peer.post });
    }
  },
};

/**
 * Publishes one automation per shape, and answers how one execution is made with it.
 * @param {Product} product
 * @param {readonly string[]} emails
 */
async function automations(product, emails) {
  for (const shape of /** @type {const} */ (['two-steps', 'ifs', 'tags'])) {
    const eventName = `bench.${shape.replace('-', '_')}`;
    await product.publish(graphOf(shape, eventName, product.counter.address), `Graph ${shape}`);
  }
  let turn = 0;
  return async (/** @type {string} */ shape, /** @type {string} */ id) => {
    const email = emails[turn++ % emails.length] ?? '';
    const called = product.counter.called(id);
    called.catch(() => {});
    await product.send(`bench.${shape.replace('-', '_')}`, email, { id });
    await called;
  };
}

let executions = 0;

/**
 * @param {Context} context
 * @param {Product} product
 * @param {Comparison} comparison
 * @param {{ enter: (shape: string, id: string) => Promise<void>, emails: readonly string[], post: (program: string, input: object) => Promise<unknown> }} sides
 */
async function measure(context, product, comparison, { enter, emails, post }) {
  const { shape, program, label } = comparison;
  for (const [index, concurrency] of comparison.concurrency.entries()) {
    const ours = () => enter(shape, `ours-${executions++}`);
    const theirs = async () => {
      const id = `peer-${executions++}`;
      const called = product.counter.called(id);
      called.catch(() => {});
      await post(program, { id, email: emails[executions % emails.length], tag: program, vip: false, steps: MANY });
      await called;
    };
    const name = `graph ${comparison.name}, c=${concurrency}`;
    const compared = await context.compare({
      name,
      // The first warms up the worker; the next ones only the callers.
      ...(index > 0 && { warmUpSeconds: Math.min(context.options.warmUp, 10) }),
      ours: {
        label: 'product',
        round: (seconds) => closedLoop({ concurrency, seconds, once: ours }),
        idle: product.idle,
      },
      peer: { label, round: (seconds) => closedLoop({ concurrency, seconds, once: theirs }) },
    });
    const errors = [...compared.ours, ...compared.peer].reduce((sum, { measured }) => sum + (measured.errors ?? 0), 0);
    if (errors > 0) context.say(`  ${errors} executions failed`);
    if (comparison.throughput !== undefined)
      context.figure({
        name: `${name} throughput`,
        value: compared.ratio('perSecond'),
        goal: comparison.throughput,
        bound: 'at least',
      });
    if (comparison.p50 !== undefined && concurrency === 1)
      context.figure({ name: `${name} p50`, value: compared.ratio('p50Ms'), goal: comparison.p50, bound: 'at most' });
  }
}

/**
 * @param {Context} context
 * @param {Comparison} comparison
 * @param {string} reason
 */
function missing(context, { name, throughput, p50 }, reason) {
  if (throughput !== undefined)
    context.figure({ name: `graph ${name} throughput`, goal: throughput, bound: 'at least', missing: reason });
  if (p50 !== undefined) context.figure({ name: `graph ${name}, c=1 p50`, goal: p50, bound: 'at most', missing: reason });
}

/**
 * @param {Context} context
 * @param {Product} product
 * @param {Comparison['peer']} which
 */
async function startOrMissing(context, product, which) {
  try {
    return await start(context, product, which);
  } catch (error) {
    if (error instanceof PeerMissing) return error;
    throw error;
  }
}

/**
 * @param {Context} context
 * @param {Product} product
 * @param {Comparison['peer']} which
 */
async function start(context, product, which) {
  const COUNTER = product.counter.address;
  if (which === 'temporal') {
    const TEMPORAL_ADDRESS = product.stack.env.TEMPORAL_ADDRESS ?? '';
    const DATABASE_URL = await product.peerDatabase('temporal');
    const { url } = await startPeer(context, bare, 'graph/temporal-peer.mjs', { DATABASE_URL, TEMPORAL_ADDRESS, COUNTER });
    return poster(url);
  }
  if (which === 'dbos') {
    const DATABASE_URL = await product.peerDatabase('dbos');
    return poster((await startPeer(context, dbos, 'graph/dbos-peer.mjs', { DATABASE_URL, COUNTER })).url);
  }
  const engine = which === 'n8n legacy' ? 'legacy' : 'vm';
  const url = await startN8n(context, { engine, databaseUrl: await product.peerDatabase(`n8n_${engine}`), counter: COUNTER });
  return { post: (/** @type {string} */ _program, /** @type {object} */ input) => postJson(`${url}/webhook/bench`, input) };
}

/** @param {string} url */
const poster = (url) => ({
  post: (/** @type {string} */ program, /** @type {object} */ input) => postJson(`${url}/${program}`, input),
});
