import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { createStripeClient, readBilling } from '@perennial/stripe';

const failed = { status: 'open', attempt_count: 1, next_payment_attempt: 1_815_000_000 };
const draft = { status: 'draft', attempt_count: 0, next_payment_attempt: null };
const invoice = (change: object) => ({
  id: 'in_2',
  object: 'invoice',
  created: 1_814_900_000,
  collection_method: 'charge_automatically',
  auto_advance: true,
  amount_due: 2900,
  amount_paid: 0,
  currency: 'eur',
  number: null,
  period_start: 1_814_900_000,
  period_end: 1_817_500_000,
  lines: { object: 'list', data: [], has_more: false },
  status_transitions: { finalized_at: null, paid_at: null },
  ...change,
});
const subscription = (status: string, latest: object) => ({
  id: 'sub_1',
  object: 'subscription',
  status,
  created: 1_812_000_000,
  customer: 'cus_1',
  default_payment_method: null,
  cancellation_details: null,
  items: { object: 'list', data: [{ current_period_end: 1_817_500_000 }] },
  latest_invoice: invoice(latest),
});

/** A Stripe whose answers to one path come from a list; the last one stays. */
async function stripeWith(answers: Readonly<Record<string, readonly object[]>>) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const list = answers[path] ?? [];
    const body = list[Math.min(asked.filter((one) => one === path).length, list.length - 1)];
    asked.push(path);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { stripe: createStripeClient('sk_test_spec', `http://127.0.0.1:${port}`), asked, close: () => server.close() };
}
const list = (...data: object[]) => ({ object: 'list', data, has_more: false, url: '/v1/invoices' });
const purchase = { stripeCheckoutSessionId: null, stripeSubscriptionId: 'sub_1' };

describe('a subscription and its invoices', () => {
  it('are read again when a charge came between the two reads', async () => {
    const { stripe, asked, close } = await stripeWith({
      '/v1/subscriptions/sub_1': [subscription('active', draft), subscription('past_due', failed)],
      '/v1/invoices': [list(invoice(failed))],
      '/v1/invoices/in_2': [invoice({ ...failed, payments: list() })],
    });
    const billing = await readBilling(stripe, purchase);
    close();
    expect([billing.subscription?.status, billing.invoices.map(({ status }) => status)]).toEqual(['past_due', ['open']]);
    expect(asked.filter((path) => path === '/v1/subscriptions/sub_1')).toHaveLength(2);
  });

  it('are read again while Stripe itself has not caught up with a failed charge', async () => {
    const { stripe, close } = await stripeWith({
      '/v1/subscriptions/sub_1': [subscription('active', failed), subscription('past_due', failed)],
      '/v1/invoices': [list(invoice(failed))],
      '/v1/invoices/in_2': [invoice({ ...failed, payments: list() })],
    });
    const billing = await readBilling(stripe, purchase);
    close();
    expect(billing.subscription?.status).toBe('past_due');
  });

  it('are read once when they agree', async () => {
    const { stripe, asked, close } = await stripeWith({
      '/v1/subscriptions/sub_1': [subscription('active', draft)],
      '/v1/invoices': [list(invoice(draft))],
    });
    await readBilling(stripe, purchase);
    close();
    expect(asked).toEqual(['/v1/subscriptions/sub_1', '/v1/invoices', '/v1/invoices/create_preview']);
  });
});

describe('a long list of invoices', () => {
  const paid = (number: number) =>
    invoice({ id: `in_${number}`, status: 'paid', created: 1_814_000_000 + number, amount_paid: 2900 });
  const page = (from: number, length: number) => ({
    ...list(...Array.from({ length }, (_, i) => paid(from - i))),
    has_more: true,
  });
  const latest = { ...subscription('active', draft), latest_invoice: paid(40) };

  it('is read from the newest down to the newest that was recorded as paid', async () => {
    const { stripe, asked, close } = await stripeWith({
      '/v1/subscriptions/sub_1': [latest],
      '/v1/invoices': [page(40, 10), page(30, 10), page(20, 10)],
    });
    const billing = await readBilling(stripe, purchase, [{ stripeInvoiceId: 'in_39', status: 'paid' }]);
    close();
    expect(billing.invoices.map(({ id }) => id)).toEqual(['in_39', 'in_40']);
    expect(asked.filter((path) => path === '/v1/invoices')).toHaveLength(1);
  });

  it('is read further while one that was recorded as open has not been seen', async () => {
    const { stripe, close } = await stripeWith({
      '/v1/subscriptions/sub_1': [latest],
      '/v1/invoices': [page(40, 10), page(30, 10), page(20, 10)],
    });
    const recorded = [
      { stripeInvoiceId: 'in_39', status: 'paid' },
      { stripeInvoiceId: 'in_27', status: 'open' },
    ] as const;
    const billing = await readBilling(stripe, purchase, recorded);
    close();
    expect(billing.invoices.map(({ id }) => id).slice(0, 2)).toEqual(['in_27', 'in_28']);
  });
});

describe('the next charge', () => {
  const answers = {
    '/v1/subscriptions/sub_1': [subscription('active', draft)],
    '/v1/invoices': [list(invoice(draft))],
  };

  it('is what Stripe previews, with tax and discounts', async () => {
    const preview = { object: 'invoice', subtotal: 2900, total: 3451, amount_due: 3451, currency: 'eur' };
    const { stripe, close } = await stripeWith({ ...answers, '/v1/invoices/create_preview': [preview] });
    const { upcoming } = await readBilling(stripe, purchase);
    close();
    expect(upcoming).toEqual({ amount: 3451, currency: 'eur' });
  });

  it('is not asked for where the subscription is cancelled', async () => {
    const ending = { ...subscription('active', draft), cancel_at_period_end: true };
    const { stripe, asked, close } = await stripeWith({ ...answers, '/v1/subscriptions/sub_1': [ending] });
    const { upcoming } = await readBilling(stripe, purchase);
    close();
    expect([upcoming, asked.includes('/v1/invoices/create_preview')]).toEqual([null, false]);
  });
});
