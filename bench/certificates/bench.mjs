import { postJson } from '../framework/http.mjs';
import { pdfkit } from '../framework/known-peers.mjs';
import { startPeer } from '../framework/peer-process.mjs';
import { openProduct } from '../framework/product.mjs';
import { median } from '../framework/statistics.mjs';
import { until } from '../framework/until.mjs';

/** @typedef {import('../framework/types.d.mts').Context} Context */

const DRAWN = 1000;
const ISSUED = 200;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: '1,000 certificates drawn in one process, beside pdfkit as one writes it; 200 through the product',
  defaults: { rounds: 4, warmUp: 1 },
  async run(context) {
    const drawn = await drawing(context);
    if (context.wants('certificates through the product')) await issuing(context, drawn);
  },
};

/**
 * @param {Context} context
 * @returns {Promise<number>} what our drawing does in a second
 */
async function drawing(context) {
  const count = Math.ceil(DRAWN * context.options.scale);
  const side = async (/** @type {string} */ label, /** @type {string} */ file) => {
    const { url } = await startPeer(context, pdfkit, `certificates/${file}`);
    return { label, round: async () => JSON.parse(await postJson(`${url}/?count=${count}`, {})) };
  };
  const ours = await side('product', 'ours.mjs');
  const peer = await side('naive pdfkit', 'naive.mjs');
  const name = `certificates drawn, ${count} in one process`;
  const compared = await context.compare({ name, ours, peer });
  context.figure({ name, value: compared.ratio('perSecond'), goal: 5, bound: 'at least' });
  return median(compared.ours.map(({ measured }) => measured.perSecond ?? Number.NaN));
}

/**
 * Certificates from the event to the publication.
 * @param {Context} context
 * @param {number} drawnPerSecond
 */
async function issuing(context, drawnPerSecond) {
  const product = await openProduct(context);
  const [course] = await product.asOwner(`select id from product where school_id = $1 and kind = 'course' limit 1`, [
    product.schoolId,
  ]);
  await product.publish(graphFor(String(course?.id)));
  const count = Math.ceil(ISSUED * context.options.scale);
  const rounds = await context.measure(`certificates through the product, ${count} of them`, {
    label: 'product',
    round: async () => {
      const emails = await product.contacts(count);
      const issued = async () =>
        Number(
          (
            await product.asOwner(
              `select count(*) as n from certificate c join contact p on p.id = c.contact_id where p.email = any($1) and c.state = 'issued'`,
              [emails],
            )
          )[0]?.n,
        );
      const since = performance.now();
      await Promise.all(emails.map((email) => product.send('bench.finished', email)));
      await until('every certificate is issued', async () => (await issued()) === count);
      return { perSecond: count / ((performance.now() - since) / 1000) };
    },
    idle: product.idle,
  });
  const perSecond = median(rounds.map(({ measured }) => measured.perSecond ?? Number.NaN));
  context.figure({
    name: 'certificates through the product, share of its own drawing',
    value: perSecond / drawnPerSecond,
    goal: 0.5,
    bound: 'at least',
  });
}

/** @param {string} courseId */
const graphFor = (courseId) => ({
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      config: {
        eventType: 'custom.event',
        filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: 'bench.finished' }] },
      },
    },
    { id: 'issue', kind: 'issueCertificate', config: { courseFrom: 'fixed', courseId } },
  ],
  edges: [{ source: 'start', port: 'next', target: 'issue' }],
});
