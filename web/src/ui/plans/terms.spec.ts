import { describe, expect, it } from '@jest/globals';
import { termsSentence } from './terms';

const plan = { priceAmount: 2900, currency: 'eur', intervalMonths: 1, trialDays: 14, requireCardBeforeTrial: true };

describe('terms of a plan', () => {
  it('says when the card is charged if it is asked for before the trial', () => {
    expect(termsSentence(plan)).toBe(
      'Free for 14 days, then €29 every month. A card is asked for now and charged only after the trial; cancel any time before.',
    );
  });

  it('promises no card where none is asked for', () => {
    expect(termsSentence({ ...plan, requireCardBeforeTrial: false })).toContain('no card needed');
  });

  it('does not speak of a trial where there is none', () => {
    expect(termsSentence({ ...plan, trialDays: 0, intervalMonths: 12 })).toBe('€29 every year, cancel any time.');
  });
});
