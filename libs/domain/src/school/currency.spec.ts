import { expect, it } from '@jest/globals';
import { Currency, isChargeable, offeredCurrencies } from './currency.js';

it('every currency that the settings offer can be charged', () => {
  expect(offeredCurrencies.filter((code) => !isChargeable(code))).toEqual([]);
});

it.each(['isk', 'huf', 'kwd', 'xxx', 'euro'])('%s cannot be charged', (code) => {
  expect(Currency.safeParse(code).success).toBe(false);
});

it('a currency is stored in lower case', () => {
  expect(Currency.parse(' EUR ')).toBe('eur');
});
