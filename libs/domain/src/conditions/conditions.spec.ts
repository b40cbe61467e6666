import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventTypes } from '../events/catalogue.js';
import {
  type Condition,
  changesOn,
  checkCondition,
  conditionReferences,
  conditionSchema,
  describeCondition,
  evaluate,
  type Facts,
  fieldsFor,
  missingFacts,
  operatorNames,
  requiredFacts,
  resolveField,
  scopeOfEvent,
} from './index.js';

const now = '2027-01-28T10:00:00.000Z';
const pottery = '01920000-0000-7000-8000-000000000002';
const glaze = '01920000-0000-7000-8000-000000000003';
const facts: Facts = {
  schoolTimezone: 'Europe/Berlin',
  event: {
    id: 'e1',
    type: 'trial.ending',
    occurredAt: now,
    data: {
      membershipId: 'm1',
      planId: pottery,
      planTitle: 'Pottery',
      amount: 2900,
      hasCard: false,
      trialEndsAt: '2027-01-31T10:00:00Z',
    },
  },
  contact: {
    name: 'Ada Öz',
    email: 'ada@example.com',
    timezone: 'Asia/Tokyo',
    tags: ['VIP', 'beta'],
    createdAt: '2026-12-01T00:00:00Z',
  },
  memberships: [
    { membershipId: 'm0', planId: glaze, state: 'ended' },
    { membershipId: 'm1', planId: pottery, state: 'trialing' },
  ],
  access: [glaze],
  courses: { [glaze]: { progressPercent: 40, completed: false }, [pottery]: null },
  outputs: { call: { status: 200 } },
};
const test = (field: string, operator: string, value: unknown = null): Condition =>
  conditionSchema.parse({ tests: [{ field, operator, value }] });
const holds = (field: string, operator: string, value: unknown = null, given: Facts = facts) =>
  evaluate(test(field, operator, value), given, now).matched;

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
    // Somebody who never joined a course has made no progress in it.
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

describe('a condition', () => {
  const nested = conditionSchema.parse({
    match: 'all',
    tests: [
      { field: 'event.planId', operator: 'is', value: pottery },
      {
        match: 'any',
        tests: [
          { field: 'event.amount', operator: 'greaterThan', value: 9900 },
          { field: 'contact.tags', operator: 'includes', value: 'vip' },
        ],
      },
    ],
  });

  it('keeps the value of every comparison, also of those that no longer mattered', () => {
    const { matched, evidence } = evaluate(nested, facts, now);
    expect(matched).toBe(true);
    expect(evidence).toEqual([
      { field: 'event.planId', label: 'Plan', operator: 'is', expected: pottery, actual: pottery, matched: true },
      { field: 'event.amount', label: 'Amount', operator: 'greaterThan', expected: 9900, actual: 2900, matched: false },
      { field: 'contact.tags', label: 'Tags', operator: 'includes', expected: 'vip', actual: ['VIP', 'beta'], matched: true },
    ]);
  });

  it('reads as a sentence with names instead of ids and amounts in whole units', () => {
    const names = (kind: string, id: string) => (kind === 'plan' && id === pottery ? 'Pottery, all year' : undefined);
    expect(describeCondition(nested, scopeOfEvent('trial.ending'), names)).toBe(
      'Plan is “Pottery, all year” and (Amount is more than 99.00 or Tags include “vip”)',
    );
  });

  it('without any comparison holds', () => {
    expect(evaluate(conditionSchema.parse({ match: 'any', tests: [] }), facts, now).matched).toBe(true);
  });

  it('says which facts it needs and which of them are not loaded', () => {
    const condition = conditionSchema.parse({
      tests: [
        nested.tests[0],
        nested.tests[1],
        ...test('course.event.completed', 'isTrue').tests,
        ...test('membership.state', 'is', 'active').tests,
      ],
    });
    const event = { ...facts.event!, data: { courseId: glaze } };
    const needed = requiredFacts(condition, event);
    expect(needed).toEqual(['contact', `course:${glaze}`, 'memberships']);
    expect(missingFacts(needed, { event, schoolTimezone: 'UTC', contact: null })).toEqual([`course:${glaze}`, 'memberships']);
  });

  it('names the events that can change it', () => {
    expect(changesOn(nested)).toEqual(['tag.added', 'tag.removed']);
    expect(changesOn(test('course.event.progressPercent', 'atLeast', 50))).toContain('lesson.completed');
    expect(changesOn(test('event.amount', 'is', 1))).toEqual([]);
  });

  it('names the records it points to', () => {
    expect(conditionReferences(nested, scopeOfEvent('trial.ending'))).toEqual([
      { kind: 'plan', id: pottery },
      { kind: 'tag', id: 'vip' },
    ]);
    expect(conditionReferences(test(`course.${glaze}.completed`, 'isTrue'), scopeOfEvent(undefined))).toEqual([
      { kind: 'course', id: glaze },
    ]);
  });

  it('never throws and always answers, whatever the facts hold', () => {
    const field = fc.oneof(
      fc.constantFrom(
        'event.a',
        'event.a.b',
        'contact.tags',
        'membership.state',
        'course.x.completed',
        'node.n.status',
        'x.__proto__',
      ),
      fc.string(),
    );
    const entry = fc.record({ field, operator: fc.constantFrom(...operatorNames), value: fc.jsonValue() });
    fc.assert(
      fc.property(entry, fc.jsonValue(), (raw, data) => {
        const condition = { match: 'all', tests: [raw] } as Condition;
        const hostile = {
          schoolTimezone: 'x',
          event: { id: '', type: 'constructor', occurredAt: '', data: { a: data } },
          contact: data,
        } as Facts;
        expect(typeof evaluate(condition, hostile, now).matched).toBe('boolean');
      }),
    );
  });

  it('refuses a second level of nesting', () => {
    const deep = { tests: [{ match: 'any', tests: [{ match: 'any', tests: [] }] }] };
    expect(conditionSchema.safeParse(deep).success).toBe(false);
  });
});

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

  it('a field that only some of the events have says so', () => {
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
