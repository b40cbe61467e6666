import { describe, expect, it } from '@jest/globals';
import { facts, fieldId, holds, now, test } from '../../spec-support/conditions.js';
import {
  checkCondition,
  checkContactCondition,
  contactFieldName,
  evaluate,
  type FieldScope,
  fieldsFor,
  missingFacts,
  optionLabel,
  requiredFacts,
  scopeOfEvent,
} from './index.js';

const clay = '01920000-0000-7000-8000-000000000005';
const scope: FieldScope = {
  eventTypes: [],
  contactFields: [
    { id: fieldId, name: 'Level', type: 'number', options: [] },
    { id: clay, name: 'Clay', type: 'choice', options: ['Stoneware', 'bone_china'] },
  ],
};

describe('a contact field in a condition', () => {
  const value = (type: string, stored: unknown, operator: string, expected: unknown = null) =>
    holds(`field.${fieldId}.${type}`, operator, expected, { ...facts, fields: { [fieldId]: { name: 'Level', value: stored } } });

  // The current time is 2027-01-28T10:00:00Z.
  it.each([
    ['text', 'Stoneware, white', 'contains', 'WHITE', true],
    ['text', '7', 'is', 7, true],
    ['number', 3, 'atLeast', 3, true],
    ['number', 3, 'is', '3', true],
    ['number', null, 'lessThan', 3, false],
    ['date', '2027-01-28', 'withinLastDays', 0, true],
    ['date', '2027-01-28', 'withinNextDays', 0, true],
    ['date', '2027-01-29', 'withinLastDays', 7, false],
    ['date', '2027-01-21', 'withinLastDays', 7, true],
    ['date', '2027-01-21', 'moreThanDaysAgo', 7, false],
    ['date', '2027-01-20', 'moreThanDaysAgo', 7, true],
    ['date', '2027-02-04', 'withinNextDays', 7, true],
    ['date', '2027-02-05', 'moreThanDaysAhead', 7, true],
    ['date', '2027-03-01', 'before', '2027-03-01', false],
    ['date', '2027-02-28', 'before', '2027-03-01', true],
    ['date', '2027-03-02', 'after', '2027-03-01', true],
    ['date', '2027-03-01', 'is', '2027-03-01', true],
    ['choice', 'Porcelain', 'isOneOf', ['stoneware', 'porcelain'], true],
    ['choices', ['Stoneware', 'Porcelain'], 'includesAnyOf', ['porcelain'], true],
    ['choices', ['Stoneware'], 'doesNotInclude', 'porcelain', true],
    ['boolean', true, 'isTrue', null, true],
    ['boolean', null, 'isFalse', null, true],
    ['choices', null, 'isEmpty', null, true],
    // A value of another type counts as missing.
    ['number', '3', 'isEmpty', null, true],
    ['text', 3, 'isEmpty', null, true],
    ['choices', 'Stoneware', 'isEmpty', null, true],
  ])('of the type %s with the value %j %s %j: %s', (type, stored, operator, expected, answer) => {
    expect(value(type, stored, operator, expected)).toBe(answer);
  });

  it('is loaded with all fields of the person, and named in the evidence', () => {
    const condition = test(`field.${fieldId}.number`, 'atLeast', 3);
    expect(requiredFacts(condition, null)).toEqual(['fields']);
    expect(missingFacts(['fields'], { event: null, schoolTimezone: 'UTC' })).toEqual(['fields']);
    expect(evaluate(condition, facts, now).evidence).toMatchObject([{ label: 'Level', expected: 3, actual: 3, matched: true }]);
  });

  it('is offered by its name, with its options', () => {
    const offered = fieldsFor(scope).filter(({ unlisted }) => !unlisted);
    expect(offered.filter(({ group }) => group === 'Contact fields')).toMatchObject([
      { field: contactFieldName({ id: fieldId, type: 'number' }), label: 'Level', type: 'number' },
      { field: `field.${clay}.choice`, label: 'Clay', type: 'choice', options: ['Stoneware', 'bone_china'] },
    ]);
    expect(offered.filter(({ label }) => label === 'Clay').map((info) => optionLabel(info, 'bone_china'))).toEqual([
      'bone_china',
    ]);
  });

  it.each([
    ['an option that does not exist', `field.${clay}.choice`, 'is', 'Wood', 'tests.0.value'],
    ['an instant in place of a date', `field.${clay}.date`, 'before', '2027-03-01T10:00:00Z', 'tests.0.value'],
    ['a date that does not exist', `field.${clay}.date`, 'is', '2027-02-29', 'tests.0.value'],
    ['a type that does not exist', `field.${clay}.colour`, 'is', 'red', 'tests.0.field'],
  ])('is refused for %s', (_what, field, operator, expected, path) => {
    expect(checkCondition(test(field, operator, expected), scope).map((problem) => problem.path)).toEqual([path]);
  });

  it('selects contacts only by the ID of a field', () => {
    const paths = (field: string) => checkContactCondition(test(field, 'is', 'x')).map(({ path }) => path);
    expect([paths(`field.${clay}.text`), paths('field._.text')]).toEqual([[], ['tests.0.field']]);
    expect(checkCondition(test(`field.${clay}.text`, 'is', 'x'), scopeOfEvent('trial.ending'))).toEqual([]);
  });
});
