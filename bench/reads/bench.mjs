import { openLoop } from '../framework/open-loop.mjs';
import { openProduct } from '../framework/product.mjs';
import { spreadOf, summaryOf } from '../framework/statistics.mjs';
import { fillYear } from './fill.mjs';
import { MIXED, pagesOf } from './pages.mjs';

/** @typedef {import('../framework/types.d.mts').Context} Context */

const CONTACTS = 100_000;
const TIMES = 100;
const PER_SECOND = 100;
const goal = /** @type {const} */ ({ goal: 100, bound: 'at most', unit: 'ms' });

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'pages of a school with 100,000 people and 1,000,000 events, each alone and seven mixed at 100 requests a second',
  defaults: { rounds: 3, seconds: 10, warmUp: 3 },
  async run(context) {
    const product = await openProduct(context);
    const pages = await filledPages(context, product);
    const { admin } = product;
    for (const { name, path } of pages) {
      if (!context.wants(`reads, ${name}`)) continue;
      const rounds = await context.measure(`reads, ${name}`, {
        label: 'product',
        round: async () => {
          const latencies = [];
          const begin = performance.now();
          for (let turn = 0; turn < TIMES; turn++) {
            const since = performance.now();
            await admin.get(path);
            latencies.push(performance.now() - since);
          }
          return summaryOf(latencies, (performance.now() - begin) / 1000, 0);
        },
      });
      context.figure({ name: `reads, ${name}, p99`, value: slowEndOf(rounds), ...goal });
    }
    if (!context.wants('reads, mixed')) return;
    const mixed = pages.filter(({ name }) => MIXED.includes(name));
    const rounds = await context.measure(`reads, mixed at ${PER_SECOND} a second`, {
      label: 'product',
      round: (seconds) =>
        openLoop({ perSecond: PER_SECOND, seconds, once: (index) => admin.get(mixed[index % mixed.length]?.path ?? '') }),
    });
    context.figure({ name: 'reads, mixed, p99', value: slowEndOf(rounds), ...goal });
    const errors = rounds.reduce((sum, { measured }) => sum + (measured.errors ?? 0), 0);
    context.figure({ name: 'reads, mixed, errors', value: errors, goal: 0, bound: 'at most', unit: 'requests' });
  },
};

/** @param {readonly import('../framework/types.d.mts').Round[]} rounds */
const slowEndOf = (rounds) => spreadOf(rounds.map(({ measured }) => measured.p99Ms ?? Number.NaN));

/**
 * @param {Context} context
 * @param {import('../framework/product.mjs').Product} product
 */
async function filledPages({ options, say }, { stack, asOwner, signIn }) {
  const { default: pg } = await import('pg');
  const owner = new pg.Client(stack.env.DATABASE_MIGRATION_URL);
  await owner.connect();
  const { schoolId, automationId } = await fillYear(owner, { contacts: Math.ceil(CONTACTS * options.scale), say });
  await owner.end();
  await signIn();
  const [person] = await asOwner(
    `select c.id, c.email from contact c join membership m on m.contact_id = c.id where c.school_id = $1 limit 1`,
    [schoolId],
  );
  const [event] = await asOwner(`select id from event where contact_id = $1 limit 1`, [person?.id]);
  return pagesOf({ contactId: String(person?.id), email: String(person?.email), eventId: String(event?.id), automationId });
}
