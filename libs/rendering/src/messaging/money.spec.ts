import { describe, expect, it } from '@jest/globals';
import { formatMoney, minorUnitDigits } from './money.js';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('money', () => {
  it.each([
    [2900, 'eur', 'en', '€29.00'],
    [2900, 'EUR', 'de', '29,00 €'],
    [2900, 'jpy', 'en', '¥2,900'],
    [2900, 'kwd', 'en', 'KWD 2.900'],
    [-500, 'usd', 'en', '-$5.00'],
    [0, 'usd', 'en', '$0.00'],
  ])('%d %s for a reader of %s is %s', (amount, currency, locale, expected) => {
    expect(plain(formatMoney(amount, currency, locale))).toBe(expected);
  });

  it('follows Stripe where it differs from the ISO list', () => {
    expect([minorUnitDigits('mga'), minorUnitDigits('isk'), minorUnitDigits('ugx'), minorUnitDigits('huf')]).toEqual([
      0, 2, 2, 2,
    ]);
  });
});
