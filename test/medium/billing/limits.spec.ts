import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Buyer, Till } from './till.js';

let till: Till;
beforeAll(async () => {
  till = await Till.open();
}, 90_000);
afterAll(() => till.close());

const start = '2027-06-10T15:00:00.000Z';
const path = async (buyer: Buyer, action: string) => `/api/portal/memberships/${(await till.membership(buyer)).id}/${action}`;

describe('a member', () => {
  it('takes a cancellation back three times an hour, and can always cancel', async () => {
    const buyer = await till.buyer(start);
    const other = await till.buyer(start);
    const turn = async (who: Buyer) => {
      const cancelled = await who.visitor.send('POST', await path(who, 'cancel'));
      await till.sync(who);
      const undone = await who.visitor.send('POST', await path(who, 'undo-cancel'));
      await till.sync(who);
      return [cancelled.status, undone.status];
    };
    for (let count = 0; count < 3; count++) expect(await turn(buyer)).toEqual([200, 200]);
    expect(await turn(buyer)).toEqual([200, 429]);
    expect((await till.view(buyer)).actions).toContain('undo_cancel');
    expect(await turn(other)).toEqual([200, 200]);
  }, 60_000);

  it('allows ten payment attempts an hour, so that a card cannot be tested without limit', async () => {
    const buyer = await till.buyer(start);
    const { subscriptionId } = await till.membership(buyer);
    await till.stripe.subscriptions.update(subscriptionId, { default_payment_method: 'pm_card_chargeCustomerFail' });
    await till.advance(buyer, '2027-07-11T15:00:00.000Z');
    const pay = await path(buyer, 'pay');
    for (let count = 0; count < 10; count++) expect((await buyer.visitor.send('POST', pay)).status).not.toBe(429);
    const tried = (await till.charges(buyer)).length;
    const answer = await buyer.visitor.send('POST', pay);
    expect([answer.status, answer.body.error.code]).toEqual([429, 'too_many_attempts']);
    expect(answer.body.error.message).toMatch(/^Too many attempts\. Wait /);
    expect(await till.charges(buyer)).toHaveLength(tried);
  }, 60_000);
});
