import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { newKey, openSandbox, type TestSandbox } from './support.js';

describe('the wire', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  const raw = (path: string, init: RequestInit = {}, key = 'sk_test_wire1') =>
    fetch(`${sandbox.url}/v1${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });

  it('refuses keys that are missing, live or malformed with 401', async () => {
    for (const key of ['sk_live_abc', 'pk_test_abc', 'sk_test_'])
      await expect(sandbox.client(key).customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect((await fetch(`${sandbox.url}/v1/customers`)).status).toBe(401);
    const basic = { authorization: `Basic ${Buffer.from('sk_test_wire1:').toString('base64')}` };
    expect((await fetch(`${sandbox.url}/v1/customers`, { headers: basic })).status).toBe(200);
  });

  it('fences each key from every other', async () => {
    const [mine, theirs] = [sandbox.client(), sandbox.client()];
    const { id } = await mine.customers.create({});
    await expect(theirs.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
    expect((await theirs.customers.list()).data).toEqual([]);
    expect((await mine.accounts.retrieveCurrent()).id).not.toBe((await theirs.accounts.retrieveCurrent()).id);
  });

  it('echoes the version it speaks, refuses others, and names each request', async () => {
    const good = await raw('/customers', { headers: { 'stripe-version': '2026-10-28.endive' } });
    expect([good.status, good.headers.get('stripe-version'), good.headers.get('request-id')]).toEqual([
      200,
      '2026-10-28.endive',
      expect.stringMatching(/^req_/),
    ]);
    expect((await raw('/customers', { headers: { 'stripe-version': '2024-06-20' } })).status).toBe(400);
  });

  it('answers errors in the shape that the client knows', async () => {
    const stripe = sandbox.client();
    await expect(stripe.customers.retrieve('cus_nobody')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'resource_missing',
      param: 'id',
      requestId: expect.stringMatching(/^req_/),
    });
    await expect(stripe.rawRequest('POST', '/v1/customers', { colour: 'red' })).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'colour',
    });
    await expect(stripe.rawRequest('POST', '/v1/prices', {})).rejects.toMatchObject({
      code: 'parameter_missing',
      param: 'currency',
    });
    await expect(stripe.rawRequest('GET', '/v1/nothing')).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      stripe.paymentMethods.attach('pm_card_chargeDeclinedInsufficientFunds', {
        customer: (await stripe.customers.create({})).id,
      }),
    ).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      statusCode: 402,
    });
  });

  it('gives a customer a card and a default in one request, under a shared test id', async () => {
    const stripe = sandbox.client();
    const { id } = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    const { data } = await stripe.customers.listPaymentMethods(id);
    expect(data).toHaveLength(1);
    expect(await stripe.customers.retrieve(id)).toMatchObject({ invoice_settings: { default_payment_method: data[0]!.id } });
  });

  it('bills invoice items on an invoice made by hand', async () => {
    const stripe = sandbox.client();
    const { id: customer } = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    await stripe.invoiceItems.create({ customer, amount: 1500, currency: 'eur', description: 'Workshop' });
    const invoice = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' });
    await stripe.invoiceItems.create({ customer, invoice: invoice.id, amount: 500, currency: 'eur' });
    expect(await stripe.invoices.pay(invoice.id)).toMatchObject({
      status: 'paid',
      amount_paid: 2000,
      billing_reason: 'manual',
      parent: null,
    });
    expect((await stripe.invoices.listLineItems(invoice.id)).data.map(({ amount }) => amount)).toEqual([1500, 500]);
  });

  it('merges metadata, and unsets with the empty value', async () => {
    const stripe = sandbox.client();
    const { id } = await stripe.customers.create({ description: 'x', metadata: { a: '1', b: '2' } });
    expect((await stripe.customers.update(id, { metadata: { b: '', c: '3' } })).metadata).toEqual({ a: '1', c: '3' });
    expect(await stripe.customers.update(id, { metadata: '', description: '' })).toMatchObject({
      metadata: {},
      description: null,
    });
  });

  it('pages lists newest first, in both directions', async () => {
    const stripe = sandbox.client();
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1)
      ids.unshift((await stripe.customers.create({ email: `c${index}@example.com` })).id);
    const first = await stripe.customers.list({ limit: 3 });
    expect([first.data.map(({ id }) => id), first.has_more, first.url]).toEqual([ids.slice(0, 3), true, '/v1/customers']);
    const last = await stripe.customers.list({ limit: 3, starting_after: ids[4]! });
    expect([last.data.map(({ id }) => id), last.has_more]).toEqual([ids.slice(5), false]);
    const back = await stripe.customers.list({ limit: 2, ending_before: ids[4]! });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([ids.slice(2, 4), true]);
    expect((await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 })).map(({ id }) => id)).toEqual(ids);
    expect((await stripe.customers.list({ email: 'c2@example.com' })).data).toHaveLength(1);
    await expect(stripe.customers.list({ starting_after: 'cus_gone' })).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ statusCode: 400, param: 'limit' });
  });

  it('expands along paths, in lists too, and refuses paths that lead nowhere', async () => {
    const stripe = sandbox.client();
    const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card!.id } });
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
      product_data: { name: 'P' },
    });
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const { data } = await stripe.subscriptions.list({
      expand: [
        'data.latest_invoice.payments.data.payment.payment_intent',
        'data.customer.invoice_settings.default_payment_method',
        'data.items.data.price.product',
      ],
    });
    expect(data[0]).toMatchObject({
      customer: { id: customer.id, invoice_settings: { default_payment_method: { card: { last4: '4242' } } } },
      latest_invoice: {
        payments: {
          data: [{ payment: { payment_intent: { status: 'succeeded', latest_charge: expect.stringMatching(/^ch_/) } } }],
        },
      },
      items: { data: [{ price: { product: { name: 'P' } } }] },
    });
    await expect(stripe.customers.retrieve(customer.id, { expand: ['nonsense'] })).rejects.toMatchObject({
      statusCode: 400,
      param: 'expand',
    });
  });

  it('replays the answer of an idempotency key, refuses it for other parameters, and stores declines', async () => {
    const stripe = sandbox.client();
    const idempotencyKey = `op:${newKey()}`;
    const first = await stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey });
    const again = await stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await stripe.customers.list()).data).toHaveLength(1);
    await expect(stripe.customers.create({ email: 'b@example.com' }, { idempotencyKey })).rejects.toBeInstanceOf(
      Stripe.errors.StripeIdempotencyError,
    );
    const pay = {
      amount: 500,
      currency: 'usd',
      payment_method: 'pm_card_chargeDeclined',
      confirm: true,
      off_session: true,
    } as const;
    for (const _ of [1, 2])
      await expect(stripe.paymentIntents.create(pay, { idempotencyKey: `${idempotencyKey}:pay` })).rejects.toMatchObject({
        code: 'card_declined',
        payment_intent: { id: expect.any(String) },
      });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('runs a key in flight once: a second request at the same time is a conflict or the same answer', async () => {
    const stripe = sandbox.client();
    const idempotencyKey = newKey();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey })),
    );
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it('does not burn a key on parameters that were refused', async () => {
    const stripe = sandbox.client();
    const idempotencyKey = newKey();
    await expect(stripe.rawRequest('POST', '/v1/customers', { colour: 'red' }, { idempotencyKey })).rejects.toMatchObject({
      code: 'parameter_unknown',
    });
    await expect(stripe.customers.create({}, { idempotencyKey })).resolves.toMatchObject({ object: 'customer' });
  });
});
