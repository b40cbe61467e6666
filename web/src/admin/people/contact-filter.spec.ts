import { describe, expect, it } from '@jest/globals';
import { filtered, writeFilter } from '../../ui/list/filter-link';
import { clockOf, isComplete, readFilter } from './contact-filter';

const clock = '01920000-0000-7000-8000-000000000002';
const onClock = { field: 'contact.clockId', operator: 'is' as const, value: clock };
const tagged = { field: 'contact.tags', operator: 'includes' as const, value: 'a “b” & c' };

describe('the filter of the contact list', () => {
  it('is in the address as it was written', () => {
    const address = new URL(filtered('/contacts', [onClock, tagged]), 'http://admin.example');
    expect(readFilter(address.searchParams.get('filter'))).toEqual({ match: 'all', tests: [onClock, tagged] });
    expect(writeFilter({ match: 'any', tests: [] })).toBe('');
  });

  it.each([
    ['no filter', null],
    ['no JSON', '{'],
    ['no condition', '[1]'],
    ['a field of an event', '{"tests":[{"field":"event.amount","operator":"is","value":1}]}'],
    ['an open value', '{"tests":[{"field":"contact.tags","operator":"includes","value":null}]}'],
  ])('that holds %s filters nothing', (_, text) => {
    expect(readFilter(text)).toEqual({ match: 'all', tests: [] });
  });

  it('waits for every comparison to be filled in', () => {
    expect(isComplete({ match: 'all', tests: [tagged] })).toBe(true);
    expect(isComplete({ match: 'all', tests: [tagged, { ...tagged, value: '' }] })).toBe(false);
  });

  it('names the test clock that all of its people are on', () => {
    expect(clockOf({ match: 'all', tests: [tagged, onClock] })).toBe(clock);
    expect(clockOf({ match: 'any', tests: [tagged, onClock] })).toBeNull();
    expect(clockOf({ match: 'all', tests: [{ ...onClock, operator: 'isNot' }] })).toBeNull();
  });
});
