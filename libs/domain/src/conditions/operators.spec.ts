import { describe, expect, it } from '@jest/globals';
import { facts, glaze, holds, pottery } from '../../spec-support/conditions.js';

describe('a comparison', () => {
  it.each([
    ['event.planTitle', 'is', 'pottery', true],
    ['event.planTitle', 'contains', 'TTE', true],
    ['event.planTitle', 'startsWith', 'tt', false],
    ['event.planTitle', 'endsWith', 'y', true],
    ['event.planTitle', 'contains', '', false],
    ['event.amount', 'is', 2900, true],
    ['event.amount', 'is', '2900', true],
    ['event.amount', 'greaterThan', 2900, false],
    ['event.amount', 'atLeast', 2900, true],
    ['event.planId', 'isOneOf', [glaze, pottery], true],
    ['event.planId', 'isNoneOf', [glaze], true],
    ['event.hasCard', 'isTrue', null, false],
    ['event.hasCard', 'isFalse', null, true],
    ['event.trialEndsAt', 'withinNextDays', 3, true],
    ['event.trialEndsAt', 'withinNextDays', 2, false],
    ['event.trialEndsAt', 'moreThanDaysAhead', 2, true],
    ['event.trialEndsAt', 'after', '2027-01-31T10:00:00+01:00', true],
    ['event.trialEndsAt', 'before', '2027-01-31T10:00:00Z', false],
    ['contact.createdAt', 'moreThanDaysAgo', 57, true],
    ['contact.createdAt', 'withinLastDays', 57, false],
    ['contact.tags', 'includes', 'vip', true],
    ['contact.tags', 'includesAnyOf', ['x', 'beta'], true],
    ['contact.tags', 'includesNoneOf', ['x', 'beta'], false],
    ['contact.tags', 'doesNotInclude', 'gold', true],
    ['membership.state', 'is', 'trialing', true],
    ['memberships.plans', 'includes', glaze, false],
    ['memberships.states', 'includes', 'ended', true],
    ['access.products', 'includes', glaze, true],
    [`course.${glaze}.progressPercent`, 'lessThan', 50, true],
    // Someone without an enrolment has a progress of zero.
    [`course.${pottery}.progressPercent`, 'lessThan', 50, true],
    [`course.${pottery}.completed`, 'isFalse', null, true],
    ['node.call.status', 'is', 200, true],
    ['node.other.status', 'isEmpty', null, true],
  ])('%s %s %j: %s', (field, operator, value, expected) => {
    expect(holds(field, operator, value)).toBe(expected);
  });

  it('two texts that read as one number are still two texts', () => {
    expect(holds('event.planTitle', 'is', '7', { ...facts, event: { ...facts.event!, data: { planTitle: '007' } } })).toBe(false);
  });

  it.each(['is', 'greaterThan', 'atMost', 'before', 'withinLastDays', 'includes', 'isTrue', 'isNotEmpty', 'contains'])(
    'of a missing field with "%s" does not hold',
    (operator) => {
      expect(holds('event.nothing', operator, '1')).toBe(false);
    },
  );

  it.each(['isNot', 'doesNotContain', 'doesNotInclude', 'isFalse', 'isEmpty'])(
    'of a missing field with "%s" holds',
    (operator) => {
      expect(holds('event.nothing', operator, '1')).toBe(true);
    },
  );

  it('does not take an inherited property for data', () => {
    expect(holds('event.constructor', 'isNotEmpty')).toBe(false);
    expect(holds('node.__proto__.toString', 'isNotEmpty')).toBe(false);
  });
});
