import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, dateText, newKey, openSandbox, openShop, type TestSandbox } from './support.js';

const start = at('2027-03-03T10:00');
const day = 86_400;

/** Asserts that a flow wrote exactly these events, and these before those. */
function expectFlow(events: readonly string[], set: readonly string[], orders: readonly (readonly string[])[] = []): void {
  const shown = events.filter((type) => !type.startsWith('test_helpers.') && !/^(product|price|plan)\./.test(type));
  expect([...shown].sort()).toEqual([...set].sort());
  for (const order of orders) {
    const places = order.map((type) => shown.indexOf(type));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
}

const trialInvoice = ['invoice.created', 'invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded'];
const paidInvoice = [
  'payment_intent.created',
  'invoice.finalized',
  'charge.succeeded',
  'payment_intent.succeeded',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
];

describe('events and states of each flow', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  it('trial with a card: set-up, subscription, $0 invoice; the reminder three days before; then paid an hour after its end', async () => {
    const shop = await openShop(sandbox, start);
    await shop.events();
    const session = await shop.checkout(
      { subscription_data: { trial_period_days: 14, metadata: { membership: 'm1' } } },
      'pm_card_visa',
    );
    expect(session).toMatchObject({ status: 'complete', payment_status: 'no_payment_required', url: null, amount_total: 0 });
    expectFlow(
      await shop.events(),
      [
        'setup_intent.created',
        'setup_intent.succeeded',
        'payment_method.attached',
        'customer.subscription.created',
        'checkout.session.completed',
        ...trialInvoice,
      ],
      [
        ['setup_intent.created', 'setup_intent.succeeded'],
        ['invoice.created', 'invoice.finalized', 'invoice.paid'],
      ],
    );
    await shop.go(start + 11 * day);
    expectFlow(await shop.events(), ['invoice.upcoming', 'customer.subscription.trial_will_end']);
    await shop.go(start + 14 * day);
    expectFlow(await shop.events(), ['customer.subscription.updated', 'invoice.created']);
    const id = String(session.subscription);
    const active = await shop.stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
    expect(active).toMatchObject({
      status: 'active',
      metadata: { membership: 'm1' },
      latest_invoice: {
        status: 'draft',
        billing_reason: 'subscription_cycle',
        automatically_finalizes_at: start + 14 * day + 3_600,
        parent: { subscription_details: { subscription: id, metadata: { membership: 'm1' } } },
      },
    });
    await shop.go(start + 14 * day + 3_600);
    expectFlow(await shop.events(), paidInvoice, [
      ['invoice.finalized', 'charge.succeeded', 'invoice.paid', 'invoice_payment.paid'],
    ]);
  });

  it('trial without a card pauses at its end without an invoice, and resumes with a card on a new cycle', async () => {
    const shop = await openShop(sandbox, start);
    await shop.events();
    const id = await shop.subscribe(
      {
        payment_method_collection: 'if_required',
        subscription_data: { trial_period_days: 7, trial_settings: { end_behavior: { missing_payment_method: 'pause' } } },
      },
      null,
    );
    expectFlow(await shop.events(), ['customer.subscription.created', 'checkout.session.completed', ...trialInvoice]);
    await shop.go(start + 8 * day);
    expectFlow(await shop.events(), ['customer.subscription.trial_will_end', 'customer.subscription.paused']);
    expect((await shop.subscription(id)).status).toBe('paused');
    await shop.go(start + 40 * day);
    expect((await shop.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    const card = await shop.stripe.paymentMethods.attach('pm_card_visa', { customer: shop.customer });
    await shop.stripe.customers.update(shop.customer, { invoice_settings: { default_payment_method: card.id } });
    await shop.events();
    const resumed = await shop.stripe.subscriptions.resume(id);
    expect(resumed).toMatchObject({ status: 'active', billing_cycle_anchor: start + 40 * day });
    expect(dateText(resumed.items.data[0]!.current_period_end)).toBe('2027-05-12T10:00');
    const events = await shop.events();
    expect(events).toEqual(expect.arrayContaining(['customer.subscription.resumed', 'invoice.paid', 'charge.succeeded']));
  });

  it.each(['cancel', 'create_invoice'] as const)('trial without a card and end behaviour %s', async (behaviour) => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe(
      {
        payment_method_collection: 'if_required',
        subscription_data: { trial_period_days: 7, trial_settings: { end_behavior: { missing_payment_method: behaviour } } },
      },
      null,
    );
    await shop.go(start + 7 * day);
    await shop.go(start + 7 * day + 3_600);
    const events = await shop.events();
    expect((await shop.subscription(id)).status).toBe(behaviour === 'cancel' ? 'canceled' : 'past_due');
    expect(events.includes('customer.subscription.deleted')).toBe(behaviour === 'cancel');
    expect(events.includes('invoice.payment_failed')).toBe(behaviour === 'create_invoice');
  });

  it('decline: past due, retried after 3, 5 and 7 days, then cancelled', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({ subscription_data: { trial_period_days: 10 } }, 'pm_card_chargeCustomerFail');
    await shop.events();
    const first = start + 10 * day + 3_600;
    await shop.go(first);
    const events = await shop.events();
    expect(events.slice(events.indexOf('invoice.finalized'))).toEqual([
      'invoice.finalized',
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.payment_failed',
      'invoice.updated',
      'customer.updated',
      'customer.subscription.updated',
      'test_helpers.test_clock.ready',
    ]);
    const invoice = async () => (await shop.stripe.invoices.list({ subscription: id, limit: 1 })).data[0]!;
    expect(await invoice()).toMatchObject({ status: 'open', attempt_count: 1, next_payment_attempt: first + 3 * day });
    expect((await shop.subscription(id)).status).toBe('past_due');
    await shop.go(first + 3 * day);
    expect(await invoice()).toMatchObject({ attempt_count: 2, next_payment_attempt: first + 8 * day });
    await shop.go(first + 8 * day);
    await shop.go(first + 15 * day);
    expect(await shop.subscription(id)).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'payment_failed' } });
    expect(await invoice()).toMatchObject({ attempt_count: 4, next_payment_attempt: null, status: 'open' });
  });

  it('recovery: a new card and invoices.pay make a past due subscription active', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({ subscription_data: { trial_period_days: 10 } }, 'pm_card_chargeCustomerFail');
    await shop.go(start + 11 * day);
    const [open] = (await shop.stripe.invoices.list({ subscription: id, status: 'open' })).data;
    await expect(shop.stripe.invoices.pay(open!.id)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      statusCode: 402,
    });
    const card = await shop.stripe.paymentMethods.attach('pm_card_visa', { customer: shop.customer });
    await shop.stripe.subscriptions.update(id, { default_payment_method: card.id });
    await shop.events();
    expect(await shop.stripe.invoices.pay(open!.id, { expand: ['payments'] })).toMatchObject({
      status: 'paid',
      amount_paid: 2900,
      payments: { data: [{ status: 'paid', amount_paid: 2900 }] },
    });
    expectFlow(await shop.events(), [
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'customer.updated',
      'customer.subscription.updated',
    ]);
    expect((await shop.subscription(id)).status).toBe('active');
    expect(await shop.stripe.customers.retrieve(shop.customer)).toMatchObject({ delinquent: false });
  });

  it('cancel at period end can be undone; otherwise it ends at the end, and only once', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({}, 'pm_card_visa');
    await shop.events();
    const end = at('2027-04-03T10:00');
    expect(await shop.stripe.subscriptions.update(id, { cancel_at_period_end: true })).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: end,
      canceled_at: start,
    });
    expect(await shop.stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
    });
    expectFlow(await shop.events(), ['customer.subscription.updated', 'customer.subscription.updated']);
    await shop.go(end);
    expect((await shop.subscription(id)).status).toBe('active');
    await shop.stripe.subscriptions.update(id, { cancel_at_period_end: true, cancellation_details: { feedback: 'unused' } });
    await shop.events();
    await shop.go(at('2027-05-10T10:00'));
    expect(await shop.subscription(id)).toMatchObject({
      status: 'canceled',
      ended_at: at('2027-05-03T10:00'),
      cancellation_details: { feedback: 'unused' },
    });
    expect((await shop.events()).filter((type) => type === 'customer.subscription.deleted')).toHaveLength(1);
    await expect(shop.stripe.subscriptions.cancel(id)).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  it('an immediate cancellation ends the subscription and stops the open invoice', async () => {
    const shop = await openShop(sandbox, start);
    const id = await shop.subscribe({}, 'pm_card_visa');
    expect(await shop.stripe.subscriptions.cancel(id)).toMatchObject({
      status: 'canceled',
      ended_at: start,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    await shop.go(at('2027-05-03T10:00'));
    expect((await shop.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  });

  it('a first payment that fails is incomplete, and expires after 23 hours with its invoice void', async () => {
    const shop = await openShop(sandbox, start);
    const card = await shop.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: shop.customer });
    const subscription = await shop.stripe.subscriptions.create({
      customer: shop.customer,
      items: [{ price: shop.price }],
      default_payment_method: card.id,
    });
    expect(subscription.status).toBe('incomplete');
    await shop.go(start + 23 * 3_600);
    expect((await shop.subscription(subscription.id)).status).toBe('incomplete_expired');
    expect((await shop.stripe.invoices.retrieve(String(subscription.latest_invoice))).status).toBe('void');
    await expect(
      shop.stripe.subscriptions.create({
        customer: shop.customer,
        items: [{ price: shop.price }],
        default_payment_method: card.id,
        payment_behavior: 'error_if_incomplete',
      }),
    ).rejects.toMatchObject({ statusCode: 402 });
    expect((await shop.stripe.subscriptions.list({ customer: shop.customer, status: 'all' })).data).toHaveLength(1);
  });

  it('one-time purchase: paid, its card kept when asked, then refunded in two parts and no more', async () => {
    const shop = await openShop(sandbox, start);
    const { id: price } = await shop.stripe.prices.create({
      currency: 'eur',
      unit_amount: 4900,
      product_data: { name: 'Course' },
    });
    await shop.events();
    const session = await shop.checkout(
      {
        mode: 'payment',
        line_items: [{ price, quantity: 1 }],
        payment_intent_data: { setup_future_usage: 'off_session' },
        invoice_creation: { enabled: true },
      },
      'pm_card_visa',
    );
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', amount_total: 4900, subscription: null });
    expect(await shop.events()).toEqual(
      expect.arrayContaining([
        'payment_intent.created',
        'charge.succeeded',
        'payment_intent.succeeded',
        'payment_method.attached',
        'checkout.session.completed',
        'invoice.paid',
      ]),
    );
    const payment_intent = String(session.payment_intent);
    const { data: cards } = await shop.stripe.customers.listPaymentMethods(shop.customer);
    expect(
      await shop.stripe.paymentIntents.create({
        amount: 900,
        currency: 'eur',
        customer: shop.customer,
        payment_method: cards[0]!.id,
        off_session: true,
        confirm: true,
      }),
    ).toMatchObject({ status: 'succeeded' });
    await shop.events();
    await shop.stripe.refunds.create({ payment_intent, amount: 1900 });
    await shop.stripe.refunds.create({ payment_intent });
    expectFlow(await shop.events(), [
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'refund.created',
      'charge.refunded',
      'refund.updated',
    ]);
    await expect(shop.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({ code: 'charge_already_refunded' });
  });

  it('coupon: a single use is taken off the first invoice only, by percent', async () => {
    const shop = await openShop(sandbox, start);
    await shop.stripe.coupons.create({ id: 'HALF', percent_off: 50, duration: 'once', max_redemptions: 1 });
    const id = await shop.subscribe({ discounts: [{ coupon: 'HALF' }] }, 'pm_card_visa');
    await shop.go(at('2027-04-03T11:00'));
    const { data } = await shop.stripe.invoices.list({ subscription: id });
    expect(data.map(({ total }) => total)).toEqual([2900, 1450]);
    await expect(shop.checkout({ discounts: [{ coupon: 'HALF' }] }, 'pm_card_visa')).rejects.toMatchObject({
      code: 'coupon_expired',
    });
  });

  it('a change of price is prorated on the next invoice, billed now, or left for the next period', async () => {
    const shop = await openShop(sandbox, at('2027-04-01T00:00'));
    const { id: dear } = await shop.stripe.prices.create({
      currency: 'eur',
      unit_amount: 5900,
      recurring: { interval: 'month' },
      product_data: { name: 'Gold' },
    });
    const id = await shop.subscribe({}, 'pm_card_visa');
    await shop.go(at('2027-04-16T00:00'));
    const item = (await shop.subscription(id)).items.data[0]!.id;
    await shop.stripe.subscriptions.update(id, { items: [{ id: item, price: dear }] });
    expect((await shop.stripe.invoices.createPreview({ subscription: id })).total).toBe(5900 - 1450 + 2950);
    await shop.go(at('2027-05-01T01:00'));
    const [may] = (await shop.stripe.invoices.list({ subscription: id })).data;
    expect([may!.total, may!.lines.data.map(({ amount }) => amount)]).toEqual([7400, [-1450, 2950, 5900]]);
    await shop.stripe.subscriptions.update(id, { items: [{ id: item, price: shop.price }], proration_behavior: 'none' });
    await shop.go(at('2027-06-01T01:00'));
    await shop.go(at('2027-06-16T00:00'));
    await shop.stripe.subscriptions.update(id, { items: [{ id: item, price: dear }], proration_behavior: 'always_invoice' });
    const { data } = await shop.stripe.invoices.list({ subscription: id });
    expect(data.map(({ total, billing_reason, status }) => [total, billing_reason, status]).slice(0, 2)).toEqual([
      [1500, 'subscription_update', 'paid'],
      [2900, 'subscription_cycle', 'paid'],
    ]);
  });

  it('a cheaper price billed now leaves a credit that the next invoice uses', async () => {
    const shop = await openShop(sandbox, at('2027-04-01T00:00'));
    const { id: cheap } = await shop.stripe.prices.create({
      currency: 'eur',
      unit_amount: 900,
      recurring: { interval: 'month' },
      product_data: { name: 'Light' },
    });
    const id = await shop.subscribe({}, 'pm_card_visa');
    await shop.go(at('2027-04-16T00:00'));
    const item = (await shop.subscription(id)).items.data[0]!.id;
    await shop.stripe.subscriptions.update(id, { items: [{ id: item, price: cheap }], proration_behavior: 'always_invoice' });
    expect(await shop.stripe.customers.retrieve(shop.customer)).toMatchObject({ balance: -1000 });
    await shop.go(at('2027-05-01T01:00'));
    const [may] = (await shop.stripe.invoices.list({ subscription: id })).data;
    expect(may).toMatchObject({ total: 900, amount_due: 0, status: 'paid', starting_balance: -1000, ending_balance: -100 });
  });

  it('final action and retry days follow the account setting', async () => {
    const key = newKey();
    await sandbox.control(key, '/settings', { 'retry_days[0]': '1', final_action: 'unpaid' });
    const shop = await openShop(sandbox, start, { interval: 'month' }, key);
    const id = await shop.subscribe({ subscription_data: { trial_period_days: 10 } }, 'pm_card_chargeCustomerFail');
    await shop.go(start + 12 * day);
    expect((await shop.subscription(id)).status).toBe('unpaid');
  });

  it('3D Secure off session is declined with authentication_required, and the invoice asks for action', async () => {
    const shop = await openShop(sandbox, start);
    const card = await shop.stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer: shop.customer });
    await expect(
      shop.stripe.paymentIntents.create({
        amount: 900,
        currency: 'eur',
        customer: shop.customer,
        payment_method: card.id,
        off_session: true,
        confirm: true,
      }),
    ).rejects.toMatchObject({ code: 'authentication_required', statusCode: 402 });
    await shop.stripe.customers.update(shop.customer, { invoice_settings: { default_payment_method: card.id } });
    await shop.stripe.subscriptions.create({ customer: shop.customer, items: [{ price: shop.price }], trial_period_days: 10 });
    await shop.events();
    await shop.go(start + 11 * day);
    expect(await shop.events()).toEqual(expect.arrayContaining(['invoice.payment_failed', 'invoice.payment_action_required']));
  });
});
