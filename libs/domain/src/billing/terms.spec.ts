import { describe, expect, it } from '@jest/globals';
import { termsSentence } from './terms.js';

const terms = { intervalMonths: 1, trialDays: 14, requireCardBeforeTrial: true };

describe('terms of a plan', () => {
  it('say when the card is charged if it is asked for before the trial', () => {
    expect(termsSentence(terms, '€29')).toBe(
      'Free for 14 days, then €29 every month until you cancel. Your card is charged when the trial ends. If you cancel before then, you pay nothing.',
    );
  });

  it('promise no card where none is asked for', () => {
    expect(termsSentence({ ...terms, trialDays: 1, requireCardBeforeTrial: false }, '€29')).toMatch(
      /^Free for 1 day without a card/,
    );
  });

  it('do not speak of a trial where there is none', () => {
    expect(termsSentence({ ...terms, trialDays: 0, intervalMonths: 12 }, '€29')).toMatch(/^€29 every year, charged today/);
  });
});
