import { describe, expect, it } from '@jest/globals';
import { responseProblem } from './conformance.js';
import { StripeError } from './errors.js';
import { checkRequest } from './schema.js';

const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof StripeError ? error.body : error;
  }
};

describe('checkRequest', () => {
  it('turns form text into the numbers, booleans and lists that the client type names', () => {
    const params = checkRequest('SubscriptionUpdateParams', {
      cancel_at_period_end: 'true',
      trial_end: '1800000000',
      items: [{ id: 'si_1', quantity: '3' }],
    });
    expect(params).toEqual({ cancel_at_period_end: true, trial_end: 1_800_000_000, items: [{ id: 'si_1', quantity: 3 }] });
  });

  it('keeps words and unset values where the type allows them', () => {
    expect(checkRequest('SubscriptionUpdateParams', { trial_end: 'now', cancel_at: '', description: '' })).toEqual({
      trial_end: 'now',
      cancel_at: '',
      description: '',
    });
  });

  it('keeps numbers in metadata as the text they were', () => {
    expect(checkRequest('CustomerCreateParams', { metadata: { a: '007', b: '' } })).toEqual({ metadata: { a: '007', b: '' } });
  });

  it('refuses what the type does not know, at any depth', () => {
    expect(refusal(() => checkRequest('Checkout.SessionCreateParams', { payment_method_types: ['card'] }))).toMatchObject({
      code: 'parameter_unknown',
      param: 'payment_method_types',
    });
    expect(refusal(() => checkRequest('SubscriptionCreateParams', { items: [{ plam: 'x' }] }))).toMatchObject({
      code: 'parameter_unknown',
      param: 'items[0][plam]',
    });
  });

  it('names a parameter that is missing or has the wrong kind of value', () => {
    expect(refusal(() => checkRequest('PriceCreateParams', {}))).toMatchObject({ code: 'parameter_missing', param: 'currency' });
    expect(refusal(() => checkRequest('TestHelpers.TestClockCreateParams', { frozen_time: 'soon' }))).toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'frozen_time',
    });
    expect(refusal(() => checkRequest('CouponCreateParams', { duration: 'ever' }))).toMatchObject({ param: 'duration' });
  });
});

describe('responseProblem', () => {
  const refund = {
    id: 're_1',
    object: 'refund',
    amount: 1,
    balance_transaction: null,
    charge: 'ch_1',
    created: 1,
    currency: 'eur',
    customer: null,
    customer_account: null,
    metadata: {},
    payment_intent: null,
    payment_method: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
  it('accepts an object that fits the client type', () => {
    expect(responseProblem(refund)).toBeUndefined();
  });
  it('names a field that is missing, unknown or of another kind', () => {
    expect(responseProblem({ ...refund, amount: undefined })).toMatch(/amount/);
    expect(responseProblem({ ...refund, colour: 'red' })).toMatch(/colour/);
    expect(responseProblem({ object: 'list', data: [{ ...refund, created: 'today' }], has_more: false, url: '/' })).toMatch(
      /created/,
    );
  });
});
