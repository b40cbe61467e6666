import { describe, expect, it } from '@jest/globals';
import { cardOf, numberOfToken, numberProblem } from './cards.js';
import { share } from './discounts.js';

describe('test cards', () => {
  it('are known by number and by token', () => {
    expect(numberOfToken('pm_card_visa')).toBe('4242424242424242');
    expect(numberOfToken('tok_chargeCustomerFail')).toBe('4000000000000341');
    expect(numberOfToken('pm_1234')).toBeUndefined();
  });
  it('that decline cannot be attached, except the one that fails only when charged', () => {
    expect(cardOf('4000000000009995').refuses?.decline_code).toBe('insufficient_funds');
    expect(cardOf('4000000000000341').refuses).toBeUndefined();
    expect(cardOf('4000000000000341').failsCharges?.code).toBe('card_declined');
  });
  it('must pass the checksum', () => {
    expect(numberProblem('4242424242424242')).toBeUndefined();
    expect(numberProblem('4242424242424243')?.code).toBe('incorrect_number');
    expect(numberProblem('42')?.code).toBe('incorrect_number');
  });
});

describe('share', () => {
  it('splits to the cent, the last part taking the rest', () => {
    expect(share(100, [1, 1, 1])).toEqual([33, 33, 34]);
    expect(share(290, [2900, 0])).toEqual([290, 0]);
    expect(share(5, [0, 0])).toEqual([0, 0]);
  });
});
