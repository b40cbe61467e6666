import { describe, expect, it } from '@jest/globals';
import { checkPlan, emptyPlan, inputOf } from './plan-form';

const plan = { ...emptyPlan, title: 'Pottery', priceAmount: 2900 };

describe('form of a membership', () => {
  it('lets a title and a price through', () => {
    expect(checkPlan(plan)).toEqual({});
  });

  it('asks for what is missing beside its field', () => {
    expect(Object.keys(checkPlan(emptyPlan))).toEqual(['title', 'priceAmount']);
  });

  it('refuses an old price that is no discount', () => {
    expect(checkPlan({ ...plan, oldPriceAmount: 2900 })).toHaveProperty('oldPriceAmount');
    expect(checkPlan({ ...plan, oldPriceAmount: 3900 })).toEqual({});
  });

  it('refuses what the API would refuse, before it is sent', () => {
    expect(checkPlan({ ...plan, priceAmount: 49 })).toEqual({ priceAmount: 'At least 0.50: Stripe charges no less.' });
    expect(checkPlan({ ...plan, trialDays: 731 })).toEqual({ trialDays: 'At most 730 days: Stripe allows no longer trial.' });
    expect(checkPlan({ ...plan, title: 'x'.repeat(121) })).toEqual({ title: 'At most 120 characters.' });
  });

  it('takes an empty trial field for no trial', () => {
    expect(inputOf({ ...plan, trialDays: null }, 'eur').trialDays).toBe(0);
  });
});
