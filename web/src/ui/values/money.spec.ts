import { describe, expect, it } from '@jest/globals';
import { currencySign, fieldAmount, formatMoney, readAmount, toMajor, toMinor } from './money';

describe('money', () => {
  it('shows cents only where there are any', () => {
    expect(formatMoney(2900, 'eur')).toBe('€29');
    expect(formatMoney(2950, 'eur')).toBe('€29.50');
    expect(formatMoney(0, 'usd')).toBe('$0');
  });

  it('knows currencies without a minor unit', () => {
    expect(formatMoney(2900, 'jpy')).toBe('¥2,900');
    expect(toMinor(2900, 'jpy')).toBe(2900);
  });

  it('turns what is typed into whole minor units and back', () => {
    expect(toMinor(19.99, 'eur')).toBe(1999);
    expect(toMajor(1999, 'eur')).toBe(19.99);
  });

  it('reads an amount while it is being typed', () => {
    expect(['', '1', '19.', '19.5', '19.50'].map((typed) => readAmount(typed, 'eur'))).toEqual([null, 100, 1900, 1950, 1950]);
    expect(readAmount('-', 'eur')).toBeNull();
  });

  it('fills a field as prices are written', () => {
    expect([null, 2450, 2900].map((amount) => fieldAmount(amount, 'eur'))).toEqual(['', '24.50', '29']);
    expect(fieldAmount(2900, 'jpy')).toBe('2900');
  });

  it('names the sign of a currency', () => {
    expect(currencySign('gbp')).toBe('£');
  });
});
