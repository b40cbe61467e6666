import { describe, expect, it } from '@jest/globals';
import { test } from '../../spec-support/conditions.js';
import { eventTypes } from '../events/catalogue.js';
import { checkCondition, fieldsFor, optionLabel, resolveField, scopeOfEvent } from './index.js';

describe('the fields on offer', () => {
  it.each(eventTypes)('those of %s each have a label and at least one operator, and can be stored', (type) => {
    const scope = scopeOfEvent(type);
    for (const info of fieldsFor(scope)) {
      expect(info.label).not.toBe('');
      expect(info.operators.length).toBeGreaterThan(0);
      const stored = info.field.replace('*', 'some-id');
      expect(resolveField(stored, scope)?.type).toBe(info.type);
      expect(test(stored, info.operators[0]!).tests).toHaveLength(1);
    }
  });

  it('a field that only some of the events have is marked', () => {
    const fields = fieldsFor({ eventTypes: ['trial.started', 'payment.failed'] });
    expect(fields.find(({ field }) => field === 'event.attempt')?.onlyFor).toEqual(['payment.failed']);
    expect(fields.find(({ field }) => field === 'event.planId')?.onlyFor).toBeUndefined();
  });

  it('this course and this membership are offered only where the event is about one', () => {
    const fields = fieldsFor(scopeOfEvent('contact.signed_up')).map(({ field }) => field);
    expect(fields).not.toContain('course.event.completed');
    expect(fields).not.toContain('membership.state');
  });
});

describe('checking a condition', () => {
  const check = (field: string, operator: string, value: unknown = null) =>
    checkCondition(test(field, operator, value), scopeOfEvent('trial.ending')).map(({ path }) => path);

  it.each([
    ['event.attempt', 'is', 1, ['tests.0.field']],
    ['event.amount', 'contains', 'x', ['tests.0.operator']],
    ['event.amount', 'atLeast', null, ['tests.0.value']],
    ['event.planId', 'isOneOf', [], ['tests.0.value']],
    ['event.trialEndsAt', 'before', 'soon', ['tests.0.value']],
    ['event.trialEndsAt', 'withinNextDays', -1, ['tests.0.value']],
    ['event.hasCard', 'isTrue', null, []],
    ['event.amount', 'atLeast', '5', []],
  ])('%s %s %j has problems at %j', (field, operator, value, paths) => {
    expect(check(field, operator, value)).toEqual(paths);
  });

  it('an empty group is a problem', () => {
    expect(checkCondition({ match: 'all', tests: [{ match: 'any', tests: [] }] }, scopeOfEvent(undefined))).toHaveLength(1);
  });
});

describe('options of a field', () => {
  it('have labels, as do states of a membership', () => {
    const states = fieldsFor({ eventTypes: ['membership.ended'] }).find(({ field }) => field === 'membership.state');
    const reason = fieldsFor({ eventTypes: ['membership.ended'] }).find(({ field }) => field === 'event.reason');
    expect(states && optionLabel(states, 'trialing')).toBe('Trial');
    expect(reason && optionLabel(reason, 'payment_failed')).toBe('payment failed');
  });
});
