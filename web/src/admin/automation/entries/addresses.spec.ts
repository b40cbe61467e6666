import { describe, expect, it } from '@jest/globals';
import { addressesIn, addressesProblem } from './addresses';

describe('a list of addresses', () => {
  it.each([
    ['ana@example.com\nBen@Example.com\r\n', ['ana@example.com', 'ben@example.com']],
    ['Email;Name\nana@example.com;Ana\n"ben@example.com";"Ben, the potter"', ['ana@example.com', 'ben@example.com']],
    ['Ana Ferreira <ana@example.com>, ana@example.com', ['ana@example.com']],
    ['ana@example.com\tAna', ['ana@example.com']],
    ['nobody here', []],
  ])('is read from %j', (text, addresses) => {
    expect(addressesIn(text)).toEqual(addresses);
  });

  it('has at least one, and at most 10,000', () => {
    expect(addressesProblem('Ana')).toBe('Enter at least one email address.');
    expect(addressesProblem('ana@example.com')).toBeNull();
    const many = (count: number) => Array.from({ length: count }, (_, i) => `p${i}@example.com`).join('\n');
    expect(addressesProblem(many(10_000))).toBeNull();
    expect(addressesProblem(many(10_001))).toBe('These are 10,001 addresses. Add at most 10,000 at a time, or use a segment.');
  });
});
