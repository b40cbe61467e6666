import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { facts, fieldId, glaze, now, pottery, test } from '../../spec-support/conditions.js';
import {
  Condition,
  changesOn,
  conditionReferences,
  describeCondition,
  evaluate,
  type Facts,
  missingFacts,
  operatorNames,
  requiredFacts,
  scopeOfEvent,
} from './index.js';

describe('a condition', () => {
  const nested = Condition.parse({
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

  it('keeps the value of every comparison, even if it could not change the result', () => {
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
      'the plan is “Pottery, all year” and (the amount is more than 99.00 or they have the tag “vip”)',
    );
  });

  it('that names a merged tag means the tag in use, of the person and of the event', () => {
    const [merged, used] = ['01920000-0000-7000-8000-00000000000a', '01920000-0000-7000-8000-00000000000b'];
    const tagged = (tagId: string, tags: string[]): Facts => ({
      schoolTimezone: 'UTC',
      event: { id: 'e', type: 'tag.added', occurredAt: now, data: { tagId, tag: 'VIP' } },
      contact: { ...facts.contact!, tags, mergedTags: { [merged]: used } },
    });
    const { matched, evidence } = evaluate(test('contact.tags', 'includes', merged), tagged(used, [used]), now);
    expect([matched, evidence[0]?.expected, evidence[0]?.actual]).toEqual([true, used, [used]]);
    // An event of before the merge, and a condition of after it; and the other way round.
    expect(evaluate(test('event.tagId', 'is', used), tagged(merged, []), now).matched).toBe(true);
    expect(evaluate(test('event.tagId', 'is', merged), tagged(used, []), now).matched).toBe(true);
    expect(evaluate(test('event.tagId', 'isNot', merged), tagged(used, []), now).matched).toBe(false);
    expect(requiredFacts(test('event.tagId', 'is', merged), tagged(used, []).event)).toEqual(['contact']);
  });

  it('without any comparison holds', () => {
    expect(evaluate(Condition.parse({ match: 'any', tests: [] }), facts, now).matched).toBe(true);
  });

  it('names the facts it needs and those that are not loaded', () => {
    const condition = Condition.parse({
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
    expect(changesOn(test(`field.${fieldId}.number`, 'is', 1))).toEqual(['contact.field_changed']);
  });

  it('names the records it points to', () => {
    expect(conditionReferences(nested, scopeOfEvent('trial.ending'))).toEqual([
      { kind: 'plan', id: pottery },
      { kind: 'tag', id: 'vip' },
    ]);
    expect(conditionReferences(test(`field.${fieldId}.number`, 'is', 3), scopeOfEvent(undefined))).toEqual([
      { kind: 'field', id: fieldId },
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
        'field.x.text',
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
    expect(Condition.safeParse(deep).success).toBe(false);
  });
});
