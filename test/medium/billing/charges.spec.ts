import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Buyer, Till } from './till.js';

let till: Till;
beforeAll(async () => {
  till = await Till.open();
}, 90_000);
afterAll(() => till.close());

/** A permanent discount of a quarter, given by staff at Stripe. */
const discount = async (buyer: Buyer): Promise<void> => {
  const coupon = await till.stripe.coupons.create({ percent_off: 25, duration: 'forever' });
  const { subscriptionId } = await till.membership(buyer);
  await till.stripe.subscriptions.update(subscriptionId, { discounts: [{ coupon: coupon.id }] });
  await till.sync(buyer);
};
const amounts = async (buyer: Buyer, type: string) => (await till.told(buyer, type)).map(({ data }) => data.amount);

describe('a membership with a discount at Stripe', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await till.buyer('2027-06-10T15:00:00.000Z');
    await discount(buyer);
  }, 90_000);

  it('shows what will be charged, not the price of the plan', async () => {
    const view = await till.view(buyer);
    expect(view).toMatchObject({ priceAmount: 2175, nextCharge: { amount: 2175, currency: 'eur' } });
    expect(view.stateSentence).toContain('21.75');
  });

  it('still shows it once it is cancelled and Stripe previews nothing', async () => {
    const { id } = await till.membership(buyer);
    await buyer.visitor.send('POST', `/api/portal/memberships/${id}/cancel`);
    await till.sync(buyer);
    expect(await till.view(buyer)).toMatchObject({ priceAmount: 2175, nextCharge: null });
    await buyer.visitor.send('POST', `/api/portal/memberships/${id}/undo-cancel`);
    await till.sync(buyer);
  });

  it('records the amount that was charged', async () => {
    await till.advance(buyer, '2027-07-11T15:00:00.000Z');
    expect(await amounts(buyer, 'payment.succeeded')).toEqual([2900, 2175]);
  });

  it('writes no invoice again that has not changed', async () => {
    const { id } = await till.membership(buyer);
    const versions = () =>
      till.rows('select stripe_invoice_id, xmin::text from invoice where membership_id = $1 order by 1', [id]);
    const before = await versions();
    expect(before).toHaveLength(2);
    await till.sync(buyer);
    expect(await versions()).toEqual(before);
  });
});

describe('a trial with a discount at Stripe', () => {
  it('announces the charge that follows, not the price of the plan', async () => {
    const plan = await till.fixture.plan('kiln', { title: 'Glazing', trialDays: 14 });
    const buyer = await till.buyer('2027-06-10T15:00:00.000Z', 'pm_card_visa', plan.slug);
    expect(await amounts(buyer, 'membership.purchased')).toEqual([2900]);
    await discount(buyer);
    await till.advance(buyer, '2027-06-18T15:00:00.000Z');
    expect(await amounts(buyer, 'trial.ending')).toEqual([2175]);
    expect((await till.view(buyer)).stateSentence).toContain('Then your card is charged €21.75');
  }, 60_000);
});

describe('a membership with a tax rate at Stripe', () => {
  const taxed = async (buyer: Buyer, inclusive: boolean): Promise<void> => {
    const rate = await till.stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive });
    const { subscriptionId } = await till.membership(buyer);
    await till.stripe.subscriptions.update(subscriptionId, { default_tax_rates: [rate.id] });
    await till.sync(buyer);
  };

  it('shows and records what is charged with the tax on top', async () => {
    const buyer = await till.buyer('2027-06-10T15:00:00.000Z');
    await taxed(buyer, false);
    expect(await till.view(buyer)).toMatchObject({ priceAmount: 3451, nextCharge: { amount: 3451, currency: 'eur' } });
    await till.advance(buyer, '2027-07-11T15:00:00.000Z');
    expect(await amounts(buyer, 'payment.succeeded')).toEqual([2900, 3451]);
  }, 60_000);

  it('takes the discount first, then the tax', async () => {
    const buyer = await till.buyer('2027-06-10T15:00:00.000Z');
    await discount(buyer);
    await taxed(buyer, false);
    // 2900 less a quarter is 2175; 19 % of it is 413.25.
    expect(await till.view(buyer)).toMatchObject({ nextCharge: { amount: 2588 } });
  });

  it('shows the same price when the tax is part of it', async () => {
    const buyer = await till.buyer('2027-06-10T15:00:00.000Z');
    await taxed(buyer, true);
    expect(await till.view(buyer)).toMatchObject({ nextCharge: { amount: 2900 } });
  });
});
