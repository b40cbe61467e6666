import { describe, expect, it } from '@jest/globals';
import { applyTaxes, type Rate, type TaxedLine, taxSums } from './taxes.js';

const line = (amount: number, discount = 0): TaxedLine => ({
  amount,
  discount_amounts: discount ? [{ amount: discount, discount: 'di_1' }] : [],
  taxes: [],
});
const rate = (percentage: number, inclusive: boolean): Rate => ({ id: `txr_${percentage}_${inclusive}`, percentage, inclusive });

describe('taxes of an invoice', () => {
  it('come on top of the price when the rate is exclusive', () => {
    const taxes = applyTaxes([line(2900)], [rate(19, false)]);
    expect(taxes).toMatchObject([{ amount: 551, taxable_amount: 2900, tax_behavior: 'exclusive' }]);
    expect(taxSums(taxes)).toEqual({ exclusive: 551, inclusive: 0 });
  });

  it('are part of the price when the rate is inclusive', () => {
    // 2900 / 1.19 = 2436.97; 19 % of it is 463.03.
    const taxes = applyTaxes([line(2900)], [rate(19, true)]);
    expect(taxes).toMatchObject([{ amount: 463, taxable_amount: 2437, tax_behavior: 'inclusive' }]);
    expect(taxSums(taxes)).toEqual({ exclusive: 0, inclusive: 463 });
  });

  it('are on what is left after discounts', () => {
    expect(applyTaxes([line(2900, 725)], [rate(20, false)])).toMatchObject([{ amount: 435, taxable_amount: 2175 }]);
  });

  it('are rounded line by line, and added', () => {
    // 0.19 × 333 = 63.27 twice: 126; 19 % of 666 would be 127.
    const lines = [line(333), line(333)];
    expect(applyTaxes(lines, [rate(19, false)])).toMatchObject([{ amount: 126, taxable_amount: 666 }]);
    expect(lines.map(({ taxes }) => taxes?.map(({ amount }) => amount))).toEqual([[63], [63]]);
  });

  it('are credited with the unused time they were charged for', () => {
    expect(applyTaxes([line(-1450)], [rate(20, false)])).toMatchObject([{ amount: -290 }]);
  });

  it('are none without a rate', () => {
    expect(applyTaxes([line(2900)], [])).toEqual([]);
  });
});
