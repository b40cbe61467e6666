import { inRoot } from '../../scripts/lib/paths.mjs';
import { anyPort } from '../../scripts/lib/ports.mjs';
import { postJson } from '../framework/http.mjs';
import { nodemailer } from '../framework/known-peers.mjs';
import { startPeer } from '../framework/peer-process.mjs';
import { openProduct } from '../framework/product.mjs';
import { inTurns } from '../framework/turns.mjs';
import { until } from '../framework/until.mjs';

/** @typedef {import('../framework/types.d.mts').Context} Context */

const RECIPIENTS = 10_000;
/** Events in progress: as many connections as a busy program would hold. */
const CALLERS = 64;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'an email to 10,000 people by an automation, beside a bare nodemailer pool on the same server',
  defaults: { rounds: 2, warmUp: 1 },
  async run(context) {
    const count = Math.ceil(RECIPIENTS * context.options.scale);
    const sink = await startSink(context);
    const pool = await startPeer(context, nodemailer, 'mail/pool.mjs', { SMTP_URL: sink.smtp });
    const product = await openProduct(context, { env: { SMTP_URL: sink.smtp } });
    await product.publish(await graphFor(product));
    const [probe = ''] = await product.contacts(1);
    const before = await sink.arrived();
    await product.send('bench.letter', probe);
    await until('the first email has arrived', async () => (await sink.arrived()).count > before.count);
    // The peer sends messages of the same size.
    const size = (await sink.arrived()).bytes - before.bytes;
    const name = `mail, ${count} recipients`;
    const compared = await context.compare({
      name: `${name} of ${(size / 1000).toFixed(0)} kB`,
      ours: { label: 'product', round: () => sending(product, sink, count), idle: product.idle },
      peer: {
        label: 'nodemailer pool',
        round: async () => JSON.parse(await postJson(`${pool.url}/?count=${count}&size=${size}`, {})),
      },
    });
    context.figure({ name, value: compared.ratio('perSecond'), goal: 0.8, bound: 'at least' });
  },
};

/**
 * From the first event to the last email at the sink.
 * @param {import('../framework/product.mjs').Product} product
 * @param {Awaited<ReturnType<typeof startSink>>} sink
 * @param {number} count
 */
async function sending(product, sink, count) {
  const emails = await product.contacts(count);
  const before = (await sink.arrived()).count;
  const since = performance.now();
  await inTurns(emails, CALLERS, (email) => product.send('bench.letter', email));
  const accepted = (performance.now() - since) / 1000;
  await until('every email has arrived', async () => (await sink.arrived()).count - before >= count, { patienceMs: 3_600_000 });
  const seconds = (performance.now() - since) / 1000;
  return { perSecond: count / seconds, acceptedAfterSeconds: accepted, twice: (await sink.arrived()).count - before - count };
}

/** @param {Context} context */
async function startSink({ supervisor }) {
  const [port, smtpPort] = [await anyPort(), await anyPort()];
  const url = `http://127.0.0.1:${port}`;
  const arrived = async () => /** @type {{ count: number, bytes: number }} */ (await (await fetch(url)).json());
  await supervisor.start({
    name: 'sink',
    command: process.execPath,
    args: [inRoot('bench/mail/sink.mjs')],
    env: { PORT: String(port), SMTP_PORT: String(smtpPort) },
    ready: async () => (await arrived()).count === 0,
  });
  return { smtp: `smtp://127.0.0.1:${smtpPort}`, arrived };
}

/** @param {import('../framework/product.mjs').Product} product */
async function graphFor({ admin }) {
  const template = await admin.post('/api/admin/email-templates', { name: 'Letter' });
  return {
    nodes: [
      {
        id: 'start',
        kind: 'trigger',
        config: {
          eventType: 'custom.event',
          filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: 'bench.letter' }] },
        },
      },
      { id: 'mail', kind: 'sendEmail', config: { templateId: template.id, audience: 'contact', category: 'transactional' } },
    ],
    edges: [{ source: 'start', port: 'next', target: 'mail' }],
  };
}
