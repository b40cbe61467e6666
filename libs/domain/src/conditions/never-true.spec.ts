import { describe, expect, it } from '@jest/globals';
import { type Condition, type ConditionTest, checkCondition, fieldsFor, scopeOfEvent } from './index.js';

const scope = scopeOfEvent('membership.ended');
const test = (field: string, operator: ConditionTest['operator'], value: ConditionTest['value'] = null): ConditionTest => ({
  field,
  operator,
  value,
});
const problems = (condition: Condition) => checkCondition(condition, scope).map(({ path, message }) => `${path}: ${message}`);
const all = (...tests: ConditionTest[]): Condition => ({ match: 'all', tests });
const id = '01920000-0000-7000-8000-000000000002';
const other = '01920000-0000-7000-8000-000000000003';

describe('a condition that can never be true', () => {
  it('compares a record with text that somebody typed', () => {
    expect(problems(all(test('event.planId', 'is', 'Pottery, all year')))).toEqual([
      'tests.0.value: “Plan” is compared with text, but it is a plan.',
    ]);
    expect(problems(all(test('event.planId', 'isOneOf', [id, 'Pottery'])))).toHaveLength(1);
    expect(problems(all(test('event.planId', 'isOneOf', [id, other])))).toEqual([]);
  });

  it('names a choice that does not exist', () => {
    expect(problems(all(test('event.reason', 'is', 'bored')))).toEqual(['tests.0.value: “Reason” cannot be “bored”.']);
    expect(problems(all(test('membership.state', 'isOneOf', ['paused', 'asleep'])))).toHaveLength(1);
    expect(problems(all(test('event.reason', 'is', 'cancelled')))).toEqual([]);
  });

  it.each([
    ['two values at once', test('event.planId', 'is', id), test('event.planId', 'is', other)],
    ['a value and not that value', test('event.reason', 'is', 'expired'), test('event.reason', 'isNot', 'expired')],
    ['a value outside a list', test('event.reason', 'is', 'expired'), test('event.reason', 'isOneOf', ['revoked', 'cancelled'])],
    ['empty and a value', test('contact.name', 'isEmpty'), test('contact.name', 'is', 'Ana')],
    ['empty and not empty', test('contact.name', 'isEmpty'), test('contact.name', 'isNotEmpty')],
    ['a tag and not that tag', test('contact.tags', 'includes', id), test('contact.tags', 'doesNotInclude', id)],
  ])('asks for %s', (_what, first, second) => {
    expect(problems(all(first, second))).toEqual([expect.stringContaining('so this is never true.')]);
    expect(problems(all(second, first))).toHaveLength(1);
    expect(problems({ match: 'any', tests: [first, second] })).toEqual([]);
  });

  it('asks for more than and less than with nothing in between', () => {
    const amount = scopeOfEvent('payment.failed');
    const range = (low: number, high: number, [from, to] = ['atLeast', 'atMost'] as const) =>
      checkCondition(all(test('event.attempt', from, low), test('event.attempt', to, high)), amount);
    expect(range(4, 3)).toHaveLength(1);
    expect(range(3, 3)).toEqual([]);
    expect(range(3, 4)).toEqual([]);
  });
});

describe('the fields of a form', () => {
  it('begin with a useful one, and leave out IDs that owners cannot know', () => {
    for (const type of ['trial.ending', 'lesson.completed', 'certificate.issued', 'custom.event'] as const) {
      const offered = fieldsFor(scopeOfEvent(type)).filter(({ unlisted }) => !unlisted);
      expect(offered.map(({ field }) => field)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/membershipId|certificateId/)]),
      );
    }
    expect(fieldsFor(scopeOfEvent('trial.ending')).find(({ unlisted }) => !unlisted)?.label).toBe('Plan');
  });
});
