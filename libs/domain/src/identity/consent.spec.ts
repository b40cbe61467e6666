import { describe, expect, it } from '@jest/globals';
import { agreedToNews, consentSources, withholds } from './consent.js';

const at = new Date('2027-01-12T10:00:00Z');
const later = new Date('2027-02-01T10:00:00Z');

describe('marketing email', () => {
  it.each([
    ['no_consent', null, null],
    [null, at, null],
    ['unsubscribed', null, later],
    ['unsubscribed', at, later],
  ] as const)('is %s with consent at %s and an unsubscription at %s', (expected, marketingConsentAt, unsubscribedAt) => {
    expect(withholds({ marketingConsentAt, unsubscribedAt })).toBe(expected);
  });

  it('says for every source where the consent comes from', () => {
    const clauses = consentSources.map((source) => agreedToNews(source, at, 'Kiln').clause);
    expect(clauses).toEqual([
      'you agreed to news from Kiln when you joined on',
      'you agreed to news from Kiln in your account on',
      'you subscribed to news from Kiln again on',
      'Kiln recorded that you agreed to its news on',
      'Kiln recorded that you agreed to its news on',
    ]);
  });
});
