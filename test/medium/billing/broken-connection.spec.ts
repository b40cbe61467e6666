import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/until.js';
import { Till } from './till.js';

let till: Till;
beforeAll(async () => {
  till = await Till.open();
}, 90_000);
afterEach(async () => {
  await till.control('/faults/clear');
  await till.reconcile.sweepStripeEvents({ schoolId: till.fixture.kiln });
  await till.clients.noted();
});
afterAll(() => till.close());

const start = '2027-06-10T15:00:00.000Z';
const refuse = (status: number, more: Readonly<Record<string, string>> = {}) =>
  till.control('/faults', { status: String(status), count: '1000', ...more });
const connection = async () => {
  const owner = await till.fixture.owner('kiln');
  return (await owner.get('/api/admin/stripe')).body;
};
const breaks = () =>
  till.rows<{ reason: string }>(
    `select data->>'reason' as reason from event where type = 'stripe.connection_broken' order by id`,
  );
const sweep = async () => {
  const result = await till.reconcile.sweepStripeEvents({ schoolId: till.fixture.kiln });
  await till.clients.noted();
  return result;
};

describe('a key that Stripe refuses', () => {
  it.each([
    [401, 'key_rejected'],
    [403, 'billing_not_permitted'],
  ])(
    'with %i breaks the connection, notifies staff once, and the membership is retried within the hour',
    async (status, reason) => {
      const buyer = await till.buyer(start);
      const known = (await breaks()).length;
      await refuse(status);
      const first = await till.sync(buyer);
      await till.sync(buyer);
      expect(first).toMatchObject({ state: 'active', done: false, next: { onWall: true } });
      expect(Date.parse(first.next?.at ?? '') - Date.now()).toBeLessThanOrEqual(3_600_000);
      expect(await connection()).toMatchObject({ connected: true, state: 'broken', broken: { reason } });
      expect((await breaks()).slice(known)).toEqual([{ reason }]);
      expect(await till.membership(buyer)).toMatchObject({ state: 'active', problem: 'connection' });
      const owner = await till.fixture.owner('kiln');
      expect((await owner.get('/api/admin/me')).body.stripe.broken).toMatchObject({ reason });
      expect((await (await till.fixture.owner('bread')).get('/api/admin/stripe')).body).toMatchObject({ state: 'connected' });
    },
  );

  it('does not end reconciliation, which polls again within the hour', async () => {
    await refuse(401);
    expect(await sweep()).toEqual({ nextInSeconds: 3_600, found: 0 });
    expect(await till.reconcile.compareSubscriptions({ schoolId: till.fixture.kiln })).toBe(0);
  });

  it('takes no purchases, and says whom to ask', async () => {
    await refuse(401);
    await sweep();
    const answer = await till.fixture.visitor('kiln').send('POST', `/api/portal/plans/${till.plan.slug}/checkout`, {
      email: 'late@kiln.example',
      timeZone: 'UTC',
    });
    expect([answer.status, answer.body.error.code]).toEqual([422, 'stripe_not_connected']);
  });

  it('catches up once it is accepted again: what was lost meanwhile is found', async () => {
    const buyer = await till.buyer(start);
    const other = await till.buyer(start);
    await refuse(401);
    await till.sync(buyer);
    await till.control('/faults/clear');
    // Cancelled at Stripe; no webhook arrives here.
    await till.stripe.subscriptions.cancel((await till.membership(other)).subscriptionId);
    await sweep();
    expect(await connection()).toMatchObject({ state: 'connected', broken: null });
    const asked = await till.told(buyer, 'membership.sync_requested');
    expect(asked.at(-1)?.data.reason).toBe('Stripe works again');
    expect(await sweep()).toMatchObject({ compareNow: true });
    await till.reconcile.compareSubscriptions({ schoolId: till.fixture.kiln });
    expect(await sweep()).toMatchObject({ compareNow: false });
    await till.sync(other);
    expect(await till.membership(other)).toMatchObject({ state: 'ended' });
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'active', problem: null });
  });

  it('is replaced by a key that works: memberships are asked to sync, and an answer to the old key breaks nothing', async () => {
    const buyer = await till.buyer(start);
    await refuse(401);
    await till.sync(buyer);
    await till.control('/faults/clear');
    const [old] = await till.rows<{ key: string }>('select encrypted_key as key from stripe_connection');
    const owner = await till.fixture.owner('kiln');
    const answer = await owner.send('PUT', '/api/admin/stripe', { secretKey: till.fixture.stripeKey('kiln') });
    expect(answer.body).toMatchObject({ state: 'connected', broken: null });
    expect((await till.told(buyer, 'membership.sync_requested')).at(-1)?.data.reason).toBe('Stripe works again');
    await till.health.refused(till.fixture.kiln, old?.key ?? '', 'key_rejected');
    expect(await connection()).toMatchObject({ state: 'connected' });
  });

  it('is noticed by a click of a member, too', async () => {
    const buyer = await till.buyer(start);
    await refuse(401);
    const { id } = await till.membership(buyer);
    const answer = await buyer.visitor.send('POST', `/api/portal/memberships/${id}/cancel`);
    expect([answer.status, answer.body.error.code]).toEqual([422, 'stripe_key_rejected']);
    expect(answer.body.error.message).not.toContain('key');
    await until(async () => (await connection()).state === 'broken');
  });

  it('that may not change anything does not keep what happened from being recorded', async () => {
    const buyer = await till.buyer(start);
    await till.control(`/customers/${await till.customerOf(buyer)}/fail_next_charge`, { times: '1' });
    await till.advance(buyer, '2027-07-11T15:00:00.000Z');
    await till.stripe.subscriptions.cancel((await till.membership(buyer)).subscriptionId);
    await refuse(403, { method: 'POST' });
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'ended' });
    expect(await connection()).toMatchObject({ state: 'broken', broken: { reason: 'changes_not_permitted' } });
    // Reading works, which says nothing about changing.
    await sweep();
    expect(await connection()).toMatchObject({ state: 'broken' });
    await till.control('/faults/clear');
    await till.stripe.customers.create({ email: 'probe@kiln.example' });
    await (await till.clients.for(till.fixture.kiln)).customers.create({ email: 'probe@kiln.example' });
    await till.clients.noted();
    expect(await connection()).toMatchObject({ state: 'connected' });
  });
});

describe('a refusal that concerns one membership', () => {
  it('does not break the connection: the membership needs attention and is retried', async () => {
    const [buyer, neighbour] = [await till.buyer(start), await till.buyer(start)];
    const { id, subscriptionId } = await till.membership(buyer);
    await refuse(404, { path: `/v1/subscriptions/${subscriptionId}`, code: 'resource_missing' });
    expect(await till.sync(buyer)).toMatchObject({ done: false, next: { onWall: true } });
    expect(await till.sync(neighbour)).toMatchObject({ state: 'active' });
    expect(await connection()).toMatchObject({ state: 'connected' });
    const owner = await till.fixture.owner('kiln');
    const listed = (await owner.get('/api/admin/membership-problems?test=true')).body;
    expect(listed).toMatchObject([{ id, problem: 'request', contact: { email: buyer.email }, planTitle: 'Pottery' }]);
    expect((await owner.get('/api/admin/membership-problems')).body).toEqual([]);
    const stranger = await till.fixture.owner('bread');
    expect((await stranger.get('/api/admin/membership-problems?test=true')).body).toEqual([]);
    expect((await stranger.send('POST', `/api/admin/membership-problems/${id}/retry`)).status).toBe(404);

    expect((await owner.send('POST', `/api/admin/membership-problems/${id}/retry`)).status).toBe(204);
    await till.control('/faults/clear');
    await till.sync(buyer);
    expect((await owner.get('/api/admin/membership-problems?test=true')).body).toEqual([]);
  });

  it('gives up a purchase whose payment page Stripe no longer knows', async () => {
    const visitor = till.fixture.visitor('kiln');
    await visitor.send('POST', `/api/portal/plans/${till.plan.slug}/checkout`, { email: 'gone@kiln.example', timeZone: 'UTC' });
    await till.rows(`update membership m set stripe_checkout_session_id = 'cs_test_gone' from contact c
                      where c.id = m.contact_id and c.email = 'gone@kiln.example' returning m.id`);
    await till.sync({ email: 'gone@kiln.example' });
    expect(await till.membership({ email: 'gone@kiln.example' })).toMatchObject({ state: 'abandoned' });
  });
});
