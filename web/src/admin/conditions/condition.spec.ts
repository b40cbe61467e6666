import { describe, expect, it } from '@jest/globals';
import { fieldsFor, scopeOfEvent } from '@perennial/domain/conditions';
import { matchField, newTest, readCondition, storedField, withOperator } from './condition';

const fields = fieldsFor(scopeOfEvent('trial.ending'));

describe('conditions in the form', () => {
  it('takes what cannot be read for no condition', () => {
    expect(readCondition('nonsense')).toEqual({ match: 'all', tests: [] });
  });

  it('finds a field with its course and puts it together again', () => {
    const id = '01920000-0000-7000-8000-000000000003';
    const found = matchField(`course.${id}.completed`, fields);
    expect(found).toMatchObject({ argument: id, info: { argument: 'course' } });
    expect(found && storedField(found.info, found.argument)).toBe(`course.${id}.completed`);
  });

  it('starts with an operator that fits the field', () => {
    const hasCard = fields.find((info) => info.field === 'event.hasCard');
    expect(hasCard && newTest(hasCard).operator).toBe('isTrue');
  });

  it('drops a value that the new operator cannot use', () => {
    const test = { field: 'event.daysLeft', operator: 'is', value: '3' } as const;
    expect(withOperator(test, 'isNot').value).toBe('3');
    expect(withOperator(test, 'isOneOf').value).toEqual([]);
    expect(withOperator(test, 'isEmpty').value).toBeNull();
  });
});
