import { describe, expect, it } from '@jest/globals';
import { cardInWords, expiryInWords, isSameCard } from './card';

const visa = { brand: 'visa', last4: '4242', expMonth: 3, expYear: 2030 };

describe('the card on file', () => {
  it('is named by its brand, its last digits and its expiry', () => {
    expect([cardInWords(visa), expiryInWords(visa)]).toEqual(['Visa •••• 4242', '03/2030']);
  });

  it('of a brand that is not known here is a card', () => {
    expect(cardInWords({ ...visa, brand: 'a_new_scheme' })).toBe('Card •••• 4242');
  });

  it('has changed if anything that is shown of it is different', () => {
    expect(isSameCard(visa, { ...visa })).toBe(true);
    expect(isSameCard(null, null)).toBe(true);
    expect(isSameCard(visa, { ...visa, expYear: 2034 })).toBe(false);
    expect(isSameCard(null, visa)).toBe(false);
  });
});
