import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Buyer, Till } from './till.js';

let till: Till;
let buyer: Buyer;
beforeAll(async () => {
  till = await Till.open();
  buyer = await till.buyer('2027-06-10T15:00:00.000Z', 'pm_card_authenticationRequired');
  await till.advance(buyer, '2027-07-11T15:00:00.000Z');
}, 90_000);
afterAll(() => till.close());

const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  redirect: 'manual',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
});
const leadsTo = (answer: Response): string => new URL(answer.headers.get('location') ?? '', answer.url).href;

describe('a renewal that the bank wants confirmed', () => {
  it('is reported as such, and not as a declined card', async () => {
    expect(await till.membership(buyer)).toMatchObject({ state: 'grace' });
    const told = await till.told(buyer, 'payment.failed');
    expect(told.map(({ data }) => [data.attempt, data.needsConfirmation])).toEqual([[1, true]]);
  });

  it('leads the member to the page where it is confirmed', async () => {
    const view = await till.view(buyer);
    expect(view.actions).toEqual(['confirm_payment', 'change_card', 'cancel']);
    expect(view.stateSentence).toContain('Your bank asks you to confirm the last payment');
    expect(view.confirmUrl).toBe((await till.invoices(buyer)).at(-1)?.hosted_invoice_url);
  });

  it('leads there from “Pay now”, too', async () => {
    await till.rows('update invoice set needs_confirmation = false returning id');
    const { id } = await till.membership(buyer);
    expect((await till.view(buyer)).actions).toContain('pay_now');
    const answer = await buyer.visitor.send('POST', `/api/portal/memberships/${id}/pay`);
    expect([answer.status, answer.body.confirmUrl]).toEqual([200, (await till.invoices(buyer)).at(-1)?.hosted_invoice_url]);
    await till.sync(buyer);
    expect((await till.view(buyer)).confirmUrl).toBe(answer.body.confirmUrl);
  });

  it('still waits when the bank is told no', async () => {
    const { confirmUrl } = await till.view(buyer);
    const challenge = await fetch(confirmUrl, form({ number: '4000002760003184', expiry: '12 / 40', cvc: '123' }));
    await fetch(leadsTo(challenge), form({ outcome: 'fail' }));
    await till.sync(buyer);
    expect(await till.view(buyer)).toMatchObject({ state: 'grace', confirmUrl });
  });

  it('is paid once it is confirmed, and everything stays open', async () => {
    const { confirmUrl } = await till.view(buyer);
    const challenge = await fetch(confirmUrl, form({ number: '4000002760003184', expiry: '12 / 40', cvc: '123' }));
    expect(await (await fetch(leadsTo(challenge))).text()).toContain('3D Secure');
    await fetch(leadsTo(challenge), form({ outcome: 'complete' }));
    await till.sync(buyer);
    expect(await till.view(buyer)).toMatchObject({ state: 'active', confirmUrl: null, actions: ['cancel', 'change_card'] });
    expect((await till.invoices(buyer)).map(({ status }) => status)).toEqual(['paid', 'paid']);
    expect(await till.told(buyer, 'access.closed')).toEqual([]);
  });
});

describe('a restricted key that may not read payment intents', () => {
  it('takes such a charge for a declined one, and nothing else is lost', async () => {
    const other = await till.buyer('2027-06-10T15:00:00.000Z', 'pm_card_authenticationRequired');
    const { subscriptionId } = await till.membership(other);
    await till.advanceStripeAlone(other, '2027-07-11T15:00:00.000Z');
    const [open] = (await till.stripe.invoices.list({ subscription: subscriptionId, status: 'open' })).data;
    await till.control('/faults', { status: '403', count: '1000', path: `/v1/invoices/${open?.id}` });
    await till.sync(other);
    await till.control('/faults/clear');
    expect(await till.membership(other)).toMatchObject({ state: 'grace', problem: null });
    expect((await till.told(other, 'payment.failed')).map(({ data }) => data.needsConfirmation)).toEqual([false]);
    const owner = await till.fixture.owner('kiln');
    expect((await owner.get('/api/admin/stripe')).body).toMatchObject({ state: 'connected' });
  });
});
