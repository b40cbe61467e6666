import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Buyer, Till } from './till.js';

let till: Till;
beforeAll(async () => {
  till = await Till.open();
}, 90_000);
afterAll(() => till.close());

const start = '2027-06-10T15:00:00.000Z';
const failing = 'pm_card_chargeCustomerFail';

/** A member whose first renewal was declined; the card keeps failing or works again. */
async function inGrace(card: 'works again' | 'keeps failing'): Promise<Buyer> {
  const buyer = await till.buyer(start);
  const customer = await till.customerOf(buyer);
  if (card === 'works again') await till.control(`/customers/${customer}/fail_next_charge`, { times: '1' });
  else {
    const { subscriptionId } = await till.membership(buyer);
    await till.stripe.subscriptions.update(subscriptionId, { default_payment_method: failing });
  }
  await till.advance(buyer, '2027-07-11T15:00:00.000Z');
  expect(await till.membership(buyer)).toMatchObject({ state: 'grace' });
  return buyer;
}
const cancel = async (buyer: Buyer) => {
  const { id } = await till.membership(buyer);
  const answer = await buyer.visitor.send('POST', `/api/portal/memberships/${id}/cancel`);
  expect(answer.status).toBe(200);
  await till.sync(buyer);
  return answer.body;
};

describe.each(['works again', 'keeps failing'] as const)(
  'a cancellation while a charge is failing, with a card that %s',
  (card) => {
    let buyer: Buyer;
    beforeAll(async () => {
      buyer = await inGrace(card);
    }, 60_000);

    it('is announced with its true end before it is confirmed', async () => {
      expect(await till.view(buyer)).toMatchObject({
        cancelEndsAt: '2027-07-24T16:00:00.000Z',
        endsAt: null,
        actions: ['pay_now', 'change_card', 'cancel'],
      });
    });

    it('ends the membership with its grace period and shows it', async () => {
      expect(await cancel(buyer)).toMatchObject({ endsAt: '2027-07-24T16:00:00.000Z' });
      expect(await till.view(buyer)).toMatchObject({
        endsAt: '2027-07-24T16:00:00.000Z',
        actions: ['undo_cancel', 'change_card'],
      });
      expect((await till.view(buyer)).stateSentence).toMatch(/^Cancelled\. You can use everything until 24 July 2027\./);
      expect((await till.told(buyer, 'cancellation.scheduled')).map(({ data }) => data.endsAt)).toEqual([
        '2027-07-24T16:00:00.000Z',
      ]);
    });

    it('takes no money and tells of no failed charge afterwards', async () => {
      const before = await till.charges(buyer);
      const told = await till.told(buyer, 'payment.failed');
      await till.advance(buyer, '2027-07-24T15:59:59.000Z');
      expect(await till.membership(buyer)).toMatchObject({ state: 'grace' });
      await till.advance(buyer, '2027-09-01T15:00:00.000Z');
      expect(await till.charges(buyer)).toEqual(before);
      expect(await till.told(buyer, 'payment.failed')).toEqual(told);
    });

    it('has ended access on the announced day, and leaves nothing to pay', async () => {
      expect(await till.membership(buyer)).toMatchObject({ state: 'ended', endedAt: new Date('2027-07-24T16:00:00.000Z') });
      const lost = await till.told(buyer, 'access.closed', 'membership.ended');
      expect(lost.map(({ type, at }) => [type, at])).toEqual([
        ['membership.ended', '2027-07-24T16:00:00.000Z'],
        ['access.closed', '2027-07-24T16:00:00.000Z'],
      ]);
      expect(lost[0]?.data.reason).toBe('cancelled');
      expect((await till.invoices(buyer)).map(({ status }) => status)).toEqual(['paid', 'void']);
      expect((await till.view(buyer)).stateSentence).toBe('Cancelled. It ended on 24 July 2027.');
    });
  },
);

describe('a cancellation in grace that is undone', () => {
  it('is collected again, and continues once the card works', async () => {
    const buyer = await inGrace('works again');
    await cancel(buyer);
    const { id } = await till.membership(buyer);
    expect((await buyer.visitor.send('POST', `/api/portal/memberships/${id}/undo-cancel`)).status).toBe(200);
    await till.sync(buyer);
    expect(await till.view(buyer)).toMatchObject({ state: 'grace', endsAt: null });
    await till.advance(buyer, '2027-07-13T15:00:00.000Z');
    expect(await till.membership(buyer)).toMatchObject({ state: 'active', endsAt: null });
    expect(await till.charges(buyer)).toEqual(['succeeded', 'failed', 'succeeded']);
  });

  it('keeps its paid period when the invoice is paid on its page before the end', async () => {
    const buyer = await inGrace('works again');
    await cancel(buyer);
    const open = (await till.invoices(buyer)).find(({ status }) => status === 'open');
    await till.stripe.invoices.pay(open?.id ?? '');
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ state: 'active', endsAt: new Date('2027-08-10T15:00:00.000Z') });
  });
});

describe('a membership that ends because nothing could be charged', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await inGrace('keeps failing');
  }, 60_000);

  it('keeps access until after the last attempt, and never names an end before an attempt', async () => {
    await till.advance(buyer, '2027-07-25T15:59:00.000Z');
    expect(await till.membership(buyer)).toMatchObject({ state: 'grace' });
    for (const { data } of await till.told(buyer, 'payment.failed')) {
      expect(data.graceEndsAt).not.toBeNull();
      if (data.nextAttemptAt)
        expect(Date.parse(String(data.graceEndsAt))).toBeGreaterThan(Date.parse(String(data.nextAttemptAt)));
    }
  });

  it('does not ask for another card in the second in which it ends, and shows why access ended', async () => {
    await till.advance(buyer, '2027-08-01T15:00:00.000Z');
    expect(await till.membership(buyer)).toMatchObject({ state: 'ended' });
    const failed = await till.told(buyer, 'payment.failed');
    expect(failed.every(({ data }) => data.nextAttemptAt !== null)).toBe(true);
    const ended = await till.told(buyer, 'membership.ended', 'access.closed');
    expect(ended.map(({ type, data }) => [type, data.reason])).toEqual([
      ['membership.ended', 'payment_failed'],
      ['access.closed', 'ended_unpaid'],
    ]);
  });

  it('leaves an invoice page that takes no money', async () => {
    const invoice = (await till.invoices(buyer)).at(-1);
    expect(invoice?.status).toBe('void');
    const page = await fetch(invoice?.hosted_invoice_url ?? '');
    expect(await page.text()).not.toContain('Pay this invoice');
  });
});

describe('a payment that comes after the end', () => {
  it('is not a payment for a period: the member and staff are notified, and it waits for staff', async () => {
    const buyer = await inGrace('works again');
    const open = (await till.invoices(buyer)).find(({ status }) => status === 'open');
    const { subscriptionId } = await till.membership(buyer);
    await till.stripe.subscriptions.cancel(subscriptionId);
    // The page was open, and faster than the void.
    await till.advanceStripeAlone(buyer, '2027-07-11T16:00:00.000Z');
    await till.stripe.invoices.pay(open?.id ?? '');
    await till.sync(buyer);
    const late = await till.told(buyer, 'payment.received_after_end');
    expect(late.map(({ data }) => data.amount)).toEqual([2900]);
    expect((await till.told(buyer, 'payment.succeeded')).map(({ data }) => data.invoiceId)).not.toContain(open?.id);
    const owner = await till.fixture.owner('kiln');
    const { body } = await owner.get('/api/admin/membership-problems?test=true');
    const mine = body.find((one: { contact: { email: string } }) => one.contact.email === buyer.email);
    expect(mine).toMatchObject({ problem: 'paid_after_end', planTitle: 'Pottery' });
    await till.sync(buyer);
    expect(await till.membership(buyer)).toMatchObject({ problem: 'paid_after_end' });
    const stranger = await till.fixture.owner('bread');
    expect((await stranger.send('POST', `/api/admin/membership-problems/${mine.id}/settle`)).status).toBe(404);
    expect((await owner.send('POST', `/api/admin/membership-problems/${mine.id}/settle`)).status).toBe(204);
    expect(await till.membership(buyer)).toMatchObject({ problem: null });
  });
});
