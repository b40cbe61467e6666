import { sleep } from '../../scripts/lib/say.mjs';
import { openProduct } from '../framework/product.mjs';
import { spreadOf } from '../framework/statistics.mjs';

/**
 * @typedef {import('../framework/types.d.mts').Context} Context
 * @typedef {import('../framework/product.mjs').Product} Product
 */

/** Events that wait when the relay starts. They take some seconds, so that a sample of the outbox is precise. */
const EVENTS = 100_000;
const CONTACTS = 5000;

/** @type {import('../framework/types.d.mts').Bench} */
export default {
  about: 'events that the relay decides per second, with 0, 26 and 100 automations on other names',
  defaults: { rounds: 4, warmUp: 1 },
  async run(context) {
    const product = await openProduct(context);
    await product.contacts(CONTACTS);
    let published = 0;
    for (const automations of [26, 100]) {
      while (published < automations) await product.publish(graphOf(published++));
      const name = `relay, ${automations} automations on other names beside none`;
      if (!context.wants(name)) continue;
      const side = (/** @type {string} */ label, /** @type {string} */ state) => ({
        label,
        round: async () => {
          await product.asOwner(setState, [product.schoolId, state]);
          return drain(context, product);
        },
        idle: product.idle,
      });
      const compared = await context.compare({
        name,
        ours: side(`${automations} automations`, 'active'),
        peer: side('none', 'paused'),
      });
      context.figure({ name, value: compared.ratio('perSecond'), goal: 0.9, bound: 'at least' });
      const { median } = spreadOf(compared.ours.map(({ measured }) => measured.perSecond ?? Number.NaN));
      context.figure({
        name: `relay, ${automations} automations on other names`,
        value: median,
        goal: 2000,
        bound: 'at least',
        unit: 'events/s',
      });
    }
  },
};

/** Pauses or resumes the automations of the bench. */
const setState = `update automation set state = $2 where school_id = $1 and name like 'Bench %' and state <> $2`;

/**
 * Leaves events for the relay while no worker runs, then starts one and watches them go. The first and the last tenth do not
 * count: in them
 * the worker starts, or the lanes run dry one by one.
 * @param {Context} context
 * @param {Product} product
 */
async function drain({ options, label }, { stack, asOwner, schoolId }) {
  const count = Math.ceil(EVENTS * options.scale);
  await stack.kill('worker', 'SIGTERM');
  await asOwner(leaveEvents, [schoolId, count]);
  await asOwner('analyze outbox');
  const restarting = stack.restart('worker');
  /** @type {{ at: number, left: number }[]} */
  const samples = [];
  for (let left = count; left > 0; ) {
    left = Number((await asOwner('select count(*)::int as n from outbox'))[0]?.n);
    samples.push({ at: performance.now(), left });
    await sleep(50);
  }
  await restarting;
  for (const { name, pid } of stack.processes) label(pid, name);
  const first = samples.find(({ left }) => left <= count * 0.9);
  const last = samples.find(({ left }) => left <= count * 0.1);
  if (!first || !last || first === last) throw new Error('the events went too fast to be measured: use a larger --scale');
  return { perSecond: (first.left - last.left) / ((last.at - first.at) / 1000) };
}

/** As the API stores them: the event, and its entry in the lane of its contact. */
const leaveEvents = `
  with stored as (
    insert into event (school_id, type, contact_id, occurred_at, data)
    select $1, 'custom.event', c.id, now(), '{"name": "bench.nobody_waits", "properties": {}}'
      from generate_series(1, $2::int) i
      join (select id, row_number() over () as place from (select id from contact where school_id = $1 order by id limit ${CONTACTS}) person) c
        on c.place = 1 + i % ${CONTACTS}
    returning id, school_id, contact_id)
  insert into outbox (school_id, event_id, lane) select school_id, id, hashtext(contact_id::text) & 63 from stored`;

/** @param {number} index */
const graphOf = (index) => ({
  nodes: [
    {
      id: 'start',
      kind: 'trigger',
      config: {
        eventType: 'custom.event',
        filters: { match: 'all', tests: [{ field: 'event.name', operator: 'is', value: `bench.other_${index}` }] },
      },
    },
    { id: 'tag', kind: 'addTag', config: { tag: `other-${index}` } },
  ],
  edges: [{ source: 'start', port: 'next', target: 'tag' }],
});
