import { bare } from '../framework/known-peers.mjs';
import { startPeer } from '../framework/peer-process.mjs';
import { openProduct } from '../framework/product.mjs';
import { post } from '../framework/raw-http.mjs';

const CONTACTS = 20_000;
const NAME = 'bench.stored';

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'an event that is stored before the 202, beside bare Fastify and one insert',
  defaults: { rounds: 6, seconds: 6, warmUp: 20 },
  async run(context) {
    const product = await openProduct(context);
    const { url } = await startPeer(context, bare, 'ingest/bare-server.mjs', {
      DATABASE_URL: await product.peerDatabase('bare'),
    });
    const emails = await product.contacts(CONTACTS);
    let turn = 0;
    let accepted = 0;
    const body = () =>
      JSON.stringify({ name: NAME, contact: { email: emails[turn % emails.length] }, properties: { turn: turn++ } });
    for (const [connections, goal] of /** @type {const} */ ([
      [64, 1.5],
      [1, 0.5],
    ])) {
      const name = `ingest, c=${connections}`;
      if (!context.wants(name)) continue;
      const compared = await context.compare({
        name,
        ours: {
          label: 'product',
          round: async (seconds) => {
            const headers = { authorization: `Bearer ${product.key}` };
            const measured = await post({ url: `${product.stack.addresses.api}/v1/events`, connections, seconds, headers, body });
            accepted += measured.accepted;
            return measured;
          },
          idle: product.idle,
        },
        peer: {
          label: 'bare Fastify, one insert',
          round: (seconds) => post({ url: `${url}/v1/events`, connections, seconds, body }),
        },
      });
      context.figure({ name, value: compared.ratio('perSecond'), goal, bound: 'at least' });
    }
    const [row] = await product.asOwner(
      `select count(*)::int as stored from event where type = 'custom.event' and data->>'name' = $1`,
      [NAME],
    );
    context.figure({
      name: 'ingest, accepted and not stored',
      value: accepted - Number(row?.stored),
      goal: 0,
      bound: 'at most',
      unit: 'events',
    });
  },
};
