import { describe, expect, it } from '@jest/globals';
import { missInWords, reasonInWords } from './why-not';

describe('why somebody did not enter', () => {
  it('is described with the value seen', () => {
    expect(reasonInWords('filters')).toBe('The trigger’s conditions were not met.');
    expect(
      missInWords(
        { field: 'event.amount', label: 'Amount', operator: 'atLeast', expected: 2000, actual: 1200 },
        'payment.succeeded',
        'UTC',
      ),
    ).toBe('Required: the amount is at least 20.00. Seen: 12.00.');
    expect(
      missInWords(
        { field: 'contact.name', label: 'Name', operator: 'isNotEmpty', expected: null, actual: null },
        'tag.added',
        'UTC',
      ),
    ).toBe('Required: their name is not empty. Seen: nothing.');
    expect(
      missInWords(
        { field: 'event.hasCard', label: 'Card on file', operator: 'isTrue', expected: null, actual: false },
        'trial.ending',
        'UTC',
      ),
    ).toBe('Required: a card is on file. Seen: no card is on file.');
  });

  it('names records, also those that were seen', () => {
    const planId = '01920000-0000-7000-8000-000000000001';
    const other = '01920000-0000-7000-8000-000000000002';
    expect(
      missInWords(
        { field: 'event.planId', label: 'Plan', operator: 'is', expected: planId, actual: other },
        'membership.purchased',
        'UTC',
        (_, id) => (id === planId ? 'Pottery' : 'Bowls'),
      ),
    ).toBe('Required: the plan is “Pottery”. Seen: Bowls.');
  });
});
