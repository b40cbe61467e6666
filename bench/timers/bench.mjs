import { sleep } from '../../scripts/lib/say.mjs';
import { openProduct } from '../framework/product.mjs';
import { inTurns } from '../framework/turns.mjs';
import { until } from '../framework/until.mjs';
import { latenessOf } from './lateness.mjs';

/**
 * @typedef {import('../framework/types.d.mts').Context} Context
 * @typedef {import('../framework/product.mjs').Product} Product
 */

const WAITS = 10_000;
/** A burst reaches the relay in batches, which is what entering as a group is. */
const CALLERS = 64;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Everything is late if it has not ended so long after the minute. */
const PATIENCE = 1_200_000;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: '10,000 waits due in one minute, half of them entered as a group',
  defaults: { rounds: 1, warmUp: 0 },
  async run(context) {
    const count = Math.ceil(WAITS * context.options.scale);
    const product = await openProduct(context);
    for (const kind of ['entering', 'grouped', 'individual']) await product.publish(graphOf(kind), nameOf(kind));

    const entering = await context.measure(`timers, entering ${count} as a group`, {
      label: 'product',
      round: async () => {
        const since = performance.now();
        await enter(product, 'entering', await dueIn(product, count, DAY / 2, 0), CALLERS);
        await untilWaiting(product, 'entering', count);
        return { seconds: (performance.now() - since) / 1000 };
      },
    });
    const seconds = Math.max(...entering.map(({ measured }) => measured.seconds ?? Number.NaN));
    context.figure({ name: `timers, entering ${count} as a group`, value: seconds, goal: 60, bound: 'at most', unit: 's' });

    // Twice what entering took, since half are entered one by one.
    await wave(context, product, count / 2, 2 * seconds * 1000 + 30_000);
  },
};

/**
 * @param {Context} context
 * @param {Product} product
 * @param {number} each
 * @param {number} leadMs until the minute begins
 */
async function wave(context, product, each, leadMs) {
  /** @type {Map<string, ReturnType<typeof latenessOf>>} */
  const results = new Map();
  await context.measure(`timers, ${2 * each} waits due in one minute`, {
    label: 'product',
    round: async () => {
      const kinds = {
        grouped: await dueIn(product, each, leadMs, MINUTE),
        individual: await dueIn(product, each, leadMs, MINUTE),
      };
      await enter(product, 'grouped', kinds.grouped, CALLERS);
      await enter(product, 'individual', kinds.individual, 1);
      for (const [kind, due] of Object.entries(kinds)) await untilWaiting(product, kind, due.size);
      const last = Math.max(...kinds.grouped.values(), ...kinds.individual.values());
      if (Date.now() > last - MINUTE) context.say('  entering took longer than planned: some waits were due before they began');
      for (const [kind, due] of Object.entries(kinds)) {
        const ended = await endsOf(context, product, kind, due.size, last + PATIENCE);
        results.set(kind, latenessOf(due, ended));
      }
      return Object.fromEntries(
        [...results].flatMap(([kind, result]) => Object.entries(result).map(([name, value]) => [`${kind}, ${name}`, value])),
      );
    },
  });
  for (const [kind, goal] of /** @type {const} */ ([
    ['grouped', 2],
    ['individual', 10],
  ])) {
    const result = results.get(kind);
    const name = `timers, lateness p99 ${kind}`;
    context.figure({ name, value: result?.p99Seconds ?? Number.NaN, goal, bound: 'at most', unit: 's' });
    const wrong = (result?.lost ?? 0) + (result?.early ?? 0) + (result?.twice ?? 0);
    context.figure({ name: `timers, lost, early or twice, ${kind}`, value: wrong, goal: 0, bound: 'at most', unit: 'waits' });
  }
}

/**
 * New people, and when their waits are due: spread over a time that begins after `leadMs`.
 * @param {Product} product
 * @param {number} count
 * @param {number} leadMs
 * @param {number} spreadMs
 */
async function dueIn(product, count, leadMs, spreadMs) {
  const emails = await product.contacts(count);
  const begin = Date.now() + leadMs;
  return new Map(emails.map((email, i) => [email, Math.round(begin + (i * spreadMs) / count)]));
}

/**
 * @param {Product} product
 * @param {string} kind
 * @param {ReadonlyMap<string, number>} due
 * @param {number} callers
 */
async function enter(product, kind, due, callers) {
  await inTurns([...due], callers, ([email, at]) =>
    // The wait ends a day after the event.
    product.send(`bench.${kind}`, email, {}, { occurredAt: new Date(at - DAY).toISOString() }),
  );
}

/**
 * @param {Product} product
 * @param {string} kind
 * @param {number} count
 */
const untilWaiting = ({ asOwner }, kind, count) =>
  until(
    `${count} runs wait`,
    async () => {
      const [row] = await asOwner(
        `select count(*) as n from automation_run r join automation a on a.id = r.automation_id where a.name = $1 and r.state <> 'running'`,
        [nameOf(kind)],
      );
      return Number(row?.n) >= count;
    },
    { patienceMs: 3_600_000, everyMs: 500 },
  );

/**
 * When each wait ended: the step after it adds a tag.
 * @param {Context} context
 * @param {Product} product
 * @param {string} kind
 * @param {number} count
 * @param {number} end when to stop
 */
async function endsOf({ say }, { asOwner }, kind, count, end) {
  for (let rest = 0; ; rest++) {
    const rows = await asOwner(
      `select c.email, (extract(epoch from e.occurred_at) * 1000)::float8 as at from event e join contact c on c.id = e.contact_id where e.type = 'tag.added' and e.data->>'tag' = $1`,
      [`timers-${kind}`],
    );
    if (rows.length >= count || Date.now() > end) return rows.map(({ email, at }) => ({ person: String(email), at: Number(at) }));
    if (rest % 15 === 0) say(`  ${rows.length} of ${count} ${kind} waits have ended`);
    await sleep(1000);
  }
}

/** @param {string} kind */
const nameOf = (kind) => `Timers ${kind}`;

/** @param {string} kind */
const graphOf = (kind) => ({
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      config: {
        eventType: 'custom.event',
        filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: `bench.${kind}` }] },
      },
    },
    { id: 'wait', kind: 'waitUntil', config: { until: 'eventDate', field: 'occurredAt', days: 1, zone: 'school' } },
    { id: 'tag', kind: 'addTag', config: { tag: `timers-${kind}` } },
  ],
  edges: [
    { source: 'start', port: 'next', target: 'wait' },
    { source: 'wait', port: 'next', target: 'tag' },
  ],
});
