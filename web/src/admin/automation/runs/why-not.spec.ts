import { describe, expect, it } from '@jest/globals';
import { missInWords, reasonInWords } from './why-not';

describe('why somebody did not enter', () => {
  it('is said in words, with the value seen', () => {
    expect(reasonInWords('filters')).toBe('The trigger’s conditions were not met.');
    expect(missInWords({ field: 'event.amount', label: 'Amount', operator: 'atLeast', expected: 20, actual: 12 }, 'UTC')).toBe(
      'Expected: Amount is at least 20. Seen: 12.',
    );
    expect(
      missInWords({ field: 'contact.name', label: 'Name', operator: 'isNotEmpty', expected: null, actual: null }, 'UTC'),
    ).toBe('Expected: Name is not empty. Seen: nothing.');
  });
});
