import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, dateText, openSandbox, openShop, type TestSandbox } from './support.js';

describe('a membership on a test clock', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  it('with a trial that ends on the 31st is charged for 13 months on the clamped days, one hour after each', async () => {
    const shop = await openShop(sandbox, at('2026-12-17T10:00'));
    const id = await shop.subscribe({ subscription_data: { trial_period_days: 14 } }, 'pm_card_visa');
    expect(await shop.subscription(id)).toMatchObject({ status: 'trialing', trial_end: at('2026-12-31T10:00') });
    for (let day = 3; day <= 384; day += 3) await shop.go(at('2026-12-17T10:00') + day * 86_400);
    const charges = await shop.stripe.charges.list({ customer: shop.customer, limit: 100 });
    expect(charges.data.map(({ created }) => dateText(created)).reverse()).toEqual([
      '2026-12-31T11:00',
      '2027-01-31T11:00',
      '2027-02-28T11:00',
      '2027-03-31T11:00',
      '2027-04-30T11:00',
      '2027-05-31T11:00',
      '2027-06-30T11:00',
      '2027-07-31T11:00',
      '2027-08-31T11:00',
      '2027-09-30T11:00',
      '2027-10-31T11:00',
      '2027-11-30T11:00',
      '2027-12-31T11:00',
    ]);
    expect(charges.data.every(({ amount, status }) => amount === 2900 && status === 'succeeded')).toBe(true);
    const { data: invoices } = await shop.stripe.invoices.list({ customer: shop.customer, limit: 100 });
    expect(invoices.map(({ billing_reason }) => billing_reason)).toEqual([
      ...Array.from({ length: 13 }, () => 'subscription_cycle'),
      'subscription_create',
    ]);
    expect(new Set(invoices.map(({ number }) => number)).size).toBe(14);
    const item = (await shop.subscription(id)).items.data[0]!;
    expect([dateText(item.current_period_start), dateText(item.current_period_end)]).toEqual([
      '2027-12-31T10:00',
      '2028-01-31T10:00',
    ]);
  }, 60_000);

  it.each([
    ['three months', { interval: 'month', interval_count: 3 }, ['2027-08-31T08:00', '2027-11-30T08:00', '2028-02-29T08:00']],
    ['six months', { interval: 'month', interval_count: 6 }, ['2027-08-31T08:00', '2028-02-29T08:00', '2028-08-31T08:00']],
    ['a year', { interval: 'year' }, ['2027-08-31T08:00', '2028-08-31T08:00', '2029-08-31T08:00']],
  ] as const)('renews every %s from its start', async (_, recurring, expected) => {
    const shop = await openShop(sandbox, at('2027-08-31T08:00'), recurring);
    const id = await shop.subscribe({}, 'pm_card_visa');
    const starts = [dateText((await shop.subscription(id)).items.data[0]!.current_period_start)];
    for (const next of expected.slice(1)) {
      await shop.go(at(next));
      starts.push(dateText((await shop.subscription(id)).items.data[0]!.current_period_start));
    }
    expect(starts).toEqual(expected);
  });

  it('advances with nothing due without delay', async () => {
    const shop = await openShop(sandbox, at('2027-01-01T00:00'));
    await shop.subscribe({ subscription_data: { trial_period_days: 30 } }, 'pm_card_visa');
    const times: number[] = [];
    for (let hour = 1; hour <= 20; hour += 1) {
      const started = performance.now();
      await shop.go(at('2027-01-01T00:00') + hour * 3_600);
      times.push(performance.now() - started);
    }
    // About 20 ms when the machine is quiet.
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(150);
  });

  it('is busy while it advances: writes to what it owns are refused with 429, others are not', async () => {
    const shop = await openShop(sandbox, at('2027-01-01T00:00'));
    const id = await shop.subscribe({}, 'pm_card_visa');
    const advancing = await shop.stripe.testHelpers.testClocks.advance(shop.clock, { frozen_time: at('2027-03-01T00:00') });
    expect(advancing).toMatchObject({
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: at('2027-03-01T00:00') } },
    });
    await expect(shop.stripe.subscriptions.update(id, { metadata: { a: '1' } })).rejects.toMatchObject({
      statusCode: 429,
      code: 'test_clock_advancement_underway',
    });
    await expect(shop.stripe.customers.create({})).resolves.toMatchObject({ object: 'customer' });
  });

  it('goes forward only, and by two intervals at most', async () => {
    const shop = await openShop(sandbox, at('2027-01-01T00:00'));
    await shop.subscribe({}, 'pm_card_visa');
    await expect(shop.go(at('2026-12-31T00:00'))).rejects.toMatchObject({ statusCode: 400, param: 'frozen_time' });
    await expect(shop.go(at('2027-03-02T00:00'))).rejects.toMatchObject({ statusCode: 400, param: 'frozen_time' });
  });

  it('finishes an advance that a stop of the sandbox interrupted', async () => {
    const key = 'sk_test_restart1';
    const shop = await openShop(sandbox, at('2027-01-01T00:00'), { interval: 'month' }, key);
    const id = await shop.subscribe({}, 'pm_card_visa');
    await shop.stripe.testHelpers.testClocks.advance(shop.clock, { frozen_time: at('2027-02-28T00:00') });
    await sandbox.restart();
    const stripe = sandbox.client(key);
    for (let tries = 0; tries < 200; tries += 1)
      if ((await stripe.testHelpers.testClocks.retrieve(shop.clock)).status === 'ready') break;
    const subscription = await stripe.subscriptions.retrieve(id);
    expect(dateText(subscription.items.data[0]!.current_period_end)).toBe('2027-03-01T00:00');
    expect((await stripe.charges.list({ customer: shop.customer })).data).toHaveLength(2);
  });
});
