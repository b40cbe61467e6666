import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { eventually, newKey, openReceiver, openSandbox, type Receiver, type TestSandbox } from './support.js';

describe('webhooks', () => {
  let sandbox: TestSandbox;
  let receiver: Receiver;
  let stripe: Stripe;
  let key: string;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    receiver = await openReceiver();
    key = newKey();
    stripe = sandbox.client(key);
  });
  afterEach(() => receiver.close());

  const listen = (enabled_events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['*']) =>
    stripe.webhookEndpoints.create({ url: receiver.url, enabled_events });
  const types = () => receiver.received.map(({ body }): string => JSON.parse(body).type);
  const quiet = () => eventually(async () => JSON.stringify(await sandbox.control(key, '/quiet')) === '{"quiet":true}');

  it('are signed with the whole secret, which is shown only at creation', async () => {
    const { secret, id } = await listen();
    expect(secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(id)).secret).toBeUndefined();
    const { id: customer } = await stripe.customers.create({ email: 'a@example.com' });
    const got = await eventually(() => receiver.received[0]);
    const event = stripe.webhooks.constructEvent(got.body, got.signature, secret ?? '');
    expect(event).toMatchObject({
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      data: { object: { id: customer } },
      request: { id: expect.stringMatching(/^req_/) },
    });
    expect(() => stripe.webhooks.constructEvent(got.body, got.signature, (secret ?? '').slice(6))).toThrow();
  });

  it('go to each endpoint only for its types, and arrive immediately after the response', async () => {
    await listen(['customer.updated']);
    const { id } = await stripe.customers.create({});
    const waits: number[] = [];
    for (let index = 0; index < 9; index += 1) {
      await stripe.customers.update(id, { metadata: { index: String(index) } });
      const answered = performance.now();
      await eventually(() => receiver.received.length === index + 1);
      waits.push(performance.now() - answered);
    }
    expect(new Set(types())).toEqual(new Set(['customer.updated']));
    // Under 10 ms when the machine is quiet; a poll would take longer than this on any.
    expect(waits.sort((a, b) => a - b)[4]).toBeLessThan(80);
  });

  it('say nothing when nothing changed, and never twice with different ids', async () => {
    await listen();
    const { id } = await stripe.customers.create({ name: 'Ada' });
    await stripe.customers.update(id, { name: 'Ada' });
    await stripe.customers.update(id, { name: 'Eve' });
    await quiet();
    expect(types().sort()).toEqual(['customer.created', 'customer.updated']);
    const updated = receiver.received.map(({ body }) => JSON.parse(body)).find(({ type }) => type === 'customer.updated');
    expect(updated.data.previous_attributes).toEqual({ name: 'Ada' });
  });

  it('are sent again until answered with 2xx, each time freshly signed, and then given up', async () => {
    const { secret } = await listen();
    receiver.answers.push(500, 302);
    await stripe.customers.create({});
    await eventually(() => receiver.received.length === 3);
    for (const { body, signature } of receiver.received)
      expect(stripe.webhooks.constructEvent(body, signature, secret ?? '').type).toBe('customer.created');
    await quiet();
    expect((await stripe.events.list({ delivery_success: true })).data).toHaveLength(1);
    receiver.answers.push(500, 500, 500);
    await stripe.customers.create({});
    await eventually(() => receiver.received.length === 6);
    await quiet();
    const { data: lost } = await stripe.events.list({ delivery_success: false, types: ['customer.created', 'invoice.paid'] });
    expect(lost).toHaveLength(1);
    const { data: deliveries } = (await sandbox.control(key, '/deliveries?state=failed')) as { data: { id: number }[] };
    await sandbox.control(key, `/deliveries/${deliveries[0]!.id}/replay`, {});
    await eventually(() => receiver.received.length === 7);
    await quiet();
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
  });

  it('can be dropped, doubled, held back and let go', async () => {
    await listen();
    await sandbox.control(key, '/deliveries/drop_next', { count: '1' });
    await stripe.customers.create({});
    await quiet();
    expect(receiver.received).toHaveLength(0);
    await sandbox.control(key, '/deliveries/duplicate_next', { count: '1' });
    await stripe.customers.create({});
    await quiet();
    expect(receiver.received).toHaveLength(2);
    expect(new Set(receiver.received.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
    await sandbox.control(key, '/deliveries/pause', {});
    await stripe.customers.create({});
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(receiver.received).toHaveLength(2);
    await sandbox.control(key, '/deliveries/resume', {});
    await eventually(() => receiver.received.length === 3);
  });

  it('that were not sent before a stop are sent after the restart', async () => {
    await listen();
    await sandbox.control(key, '/deliveries/pause', {});
    await stripe.customers.create({});
    await sandbox.restart();
    await sandbox.control(key, '/deliveries/resume', {});
    await eventually(() => receiver.received.length === 1);
  });

  it('events can be listed by type, family and time', async () => {
    const { id } = await stripe.customers.create({});
    await stripe.customers.update(id, { name: 'x' });
    await stripe.coupons.create({ percent_off: 5 });
    const list = async (params: Stripe.EventListParams) => (await stripe.events.list(params)).data.map(({ type }) => type);
    expect(await list({ type: 'customer.*' })).toEqual(['customer.updated', 'customer.created']);
    expect(await list({ types: ['coupon.created'] })).toEqual(['coupon.created']);
    expect(await list({ created: { lt: 1_000 } })).toEqual([]);
  });

  it('a reset forgets everything of the account and nothing of others', async () => {
    const other = sandbox.client();
    await other.customers.create({});
    await stripe.customers.create({});
    await sandbox.control(key, '/reset', {});
    expect((await stripe.customers.list()).data).toEqual([]);
    expect((await stripe.events.list()).data).toEqual([]);
    expect((await other.customers.list()).data).toHaveLength(1);
  });
});
