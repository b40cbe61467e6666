import { describe, expect, it } from '@jest/globals';
import { Condition, checkContactCondition, fieldsFor, scopeOfEvent } from '@perennial/domain/conditions';
import { compileCondition, UncompilableConditionError } from './compile-condition.js';

const now = new Date('2027-01-28T10:00:00.000Z');
const course = '01920000-0000-7000-8000-000000000003';
const one = (field: string, operator: string, value: unknown = null) => Condition.parse({ tests: [{ field, operator, value }] });
const compile = (condition: unknown) => compileCondition(Condition.parse(condition), { contact: 'c', now });

describe('a compiled condition', () => {
  it('has its values as parameters only', () => {
    const hostile = `'); drop table contact; --`;
    for (const { field, operators } of fieldsFor(scopeOfEvent(undefined)))
      for (const operator of operators)
        for (const value of [hostile, [hostile, 'x']])
          expect(compile(one(field.replace('*', course), operator, value)).sql).not.toContain('drop table');
    expect(compile(one('contact.name', 'contains', hostile))).toEqual({
      sql: '(strpos(c.name_key, $1::text) > 0)',
      params: [hostile],
    });
  });

  it('numbers its parameters in the way of the statement that it is part of', () => {
    const both = Condition.parse({
      match: 'any',
      tests: [
        ...one('contact.tags', 'includesAnyOf', [course, 'vip', course.toUpperCase()]).tests,
        ...one('contact.name', 'is', 7).tests,
      ],
    });
    const { sql, params } = compileCondition(both, { contact: 'contact', now, placeholder: (index) => `:given${index}` });
    expect(sql).toBe(
      '(contact.id in (select t.contact_id from contact_tag t where t.tag_id = :given0::uuid) or ' +
        '(contact.name_key = :given1::text or comparable_number(contact.name) = :given2::float8))',
    );
    expect(params).toEqual([course, '7', 7]);
  });

  it('passes the time once, however often it is asked', () => {
    const twice = Condition.parse({
      tests: [...one('access.products', 'isEmpty').tests, ...one('contact.createdAt', 'withinLastDays', 7).tests],
    });
    expect(compile(twice).params).toEqual([now.toISOString(), `${7 * 86_400_000} milliseconds`]);
  });

  it('selects everybody without comparisons, and nobody by what no value equals', () => {
    expect(compile({ tests: [] })).toEqual({ sql: 'true', params: [] });
    expect(compile({ match: 'any', tests: [{ match: 'any', tests: [] }] }).sql).toBe('(true)');
    expect(compile(one('access.products', 'includes', 'Pottery')).sql).toBe('(false)');
    expect(compile(one('access.products', 'doesNotInclude', 'Pottery')).sql).toBe('(true)');
  });

  it.each([
    ['event.amount', 'is', 'tests.0.field'],
    ['membership.state', 'is', 'tests.0.field'],
    ['course.event.completed', 'isTrue', 'tests.0.field'],
    ['node.call.status', 'is', 'tests.0.field'],
    ['course._.completed', 'isTrue', 'tests.0.field'],
    ['contact.constructor', 'is', 'tests.0.field'],
    ['toString', 'is', 'tests.0.field'],
    ['contact.tags', 'contains', 'tests.0.operator'],
  ])('is refused for %s %s, and the check before it names the place', (field, operator, path) => {
    const condition = { match: 'all', tests: [{ field, operator, value: 'x' }] } as Parameters<typeof compileCondition>[0];
    expect(checkContactCondition(condition).map((problem) => problem.path)).toEqual([path]);
    let refusal: unknown;
    try {
      compileCondition(condition, { contact: 'c', now });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(UncompilableConditionError);
    expect(refusal).toMatchObject({ problem: { path } });
  });
});
