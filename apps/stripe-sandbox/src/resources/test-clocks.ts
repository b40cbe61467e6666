import { boundary, waits } from '../engine/calendar.js';
import { intervalOf, isOver } from '../engine/subscriptions.js';
import { newId } from '../store/ids.js';
import type { Tx } from '../store/tx.js';
import { invalid, StripeError } from '../wire/errors.js';
import { page } from '../wire/lists.js';
import { type Route, route } from '../wire/route.js';
import { deleted } from './shared.js';

/** The furthest that one advance may go: two intervals of its shortest subscription, two years without one. */
async function furthest(tx: Tx, clock: string, from: number): Promise<number> {
  const subscriptions = await tx.select('subscription', [{ path: 'test_clock', is: clock }]);
  const limits = subscriptions.filter(({ data }) => !isOver(data.status)).map(({ data }) => boundary(from, intervalOf(data), 2));
  return limits.length > 0 ? Math.min(...limits) : boundary(from, { interval: 'year', interval_count: 1 }, 2);
}

/** Endpoints of test clocks. */
export const testClockRoutes: readonly Route[] = [
  route('POST', '/test_helpers/test_clocks', 'TestHelpers.TestClockCreateParams', async (tx, params) => {
    const entry = tx.add('test_helpers.test_clock', {
      id: newId('test_helpers.test_clock'),
      object: 'test_helpers.test_clock',
      created: await tx.now(null),
      deletes_after: (await tx.now(null)) + 30 * waits.day,
      frozen_time: params.frozen_time,
      livemode: false,
      name: params.name ?? null,
      status: 'ready',
      status_details: {},
    });
    if (params.customer) {
      const customer = await tx.get('customer', params.customer, 'customer');
      if (customer.clock) throw invalid('The customer already belongs to a test clock.', 'customer');
      customer.clock = entry.id;
      customer.data.test_clock = entry.id;
      tx.save(customer);
    }
    await tx.emit('test_helpers.test_clock.created', entry);
    return entry.data;
  }),
  route('GET', '/test_helpers/test_clocks', 'TestHelpers.TestClockListParams', (tx, params) =>
    page(tx, 'test_helpers.test_clock', '/v1/test_helpers/test_clocks', params),
  ),
  route(
    'GET',
    '/test_helpers/test_clocks/:id',
    'TestHelpers.TestClockRetrieveParams',
    async (tx, _, { id }) => (await tx.get('test_helpers.test_clock', id)).data,
  ),
  route('POST', '/test_helpers/test_clocks/:id/advance', 'TestHelpers.TestClockAdvanceParams', async (tx, params, { id }) => {
    const clock = await tx.get('test_helpers.test_clock', id);
    const { data } = clock;
    if (data.status === 'advancing') {
      throw new StripeError(429, {
        type: 'invalid_request_error',
        code: 'test_clock_advancement_underway',
        message: `Test clock advancement underway - cannot perform modifications: ${id}`,
      });
    }
    if (params.frozen_time <= data.frozen_time)
      throw invalid('Test clock can only be advanced to a time in the future of its current frozen time.', 'frozen_time');
    if (params.frozen_time > (await furthest(tx, id, data.frozen_time))) {
      throw invalid(
        'A test clock can be advanced by at most two intervals of its shortest subscription, or two years.',
        'frozen_time',
      );
    }
    data.status = 'advancing';
    data.status_details = { advancing: { target_frozen_time: params.frozen_time } };
    tx.save(clock);
    tx.hasDue = true;
    await tx.emit('test_helpers.test_clock.advancing', clock);
    return data;
  }),
  route('DELETE', '/test_helpers/test_clocks/:id', 'TestHelpers.TestClockDeleteParams', async (tx, _, { id }) => {
    const clock = await tx.get('test_helpers.test_clock', id);
    await tx.emit('test_helpers.test_clock.deleted', clock);
    tx.remove(clock);
    await tx.flush();
    await tx.client.query('delete from due where account = $1 and clock = $2', [tx.account, id]);
    await tx.client.query('delete from object where account = $1 and clock = $2', [tx.account, id]);
    return deleted(id, 'test_helpers.test_clock');
  }),
];
