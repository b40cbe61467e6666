import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Condition } from '@perennial/domain/conditions';
import { compileCondition } from '@perennial/services';
import pg from 'pg';
import { type FilledSchool, fillSchool } from '../../../scripts/lib/fill-school.mjs';
import { openDatabase, type TestDatabase, urlOf } from '../../support/database.js';

let db: TestDatabase;
let school: FilledSchool;
let other: FilledSchool;
beforeAll(async () => {
  db = await openDatabase('plans');
  const owner = new pg.Client(urlOf(db.name));
  await owner.connect();
  school = await fillSchool(owner, 'large', 6000);
  other = await fillSchool(owner, 'other', 3000);
  await owner.query('vacuum analyze');
  await owner.end();
}, 60_000);
afterAll(() => db.close());

const one = (field: string, operator: string, value: unknown = null) => Condition.parse({ tests: [{ field, operator, value }] });
const rows = <R>(sql: string, condition: Condition, of = school) =>
  db.tenancy.withSchool(of.schoolId, () => {
    const compiled = compileCondition(condition, { contact: 'c', now: new Date() });
    return db.tenancy.rows<R>(sql.replace('$condition', compiled.sql), compiled.params);
  });

/** The columns of the indexes that a plan searches by more than the school. */
async function searched(condition: Condition): Promise<string> {
  const plan = await rows<{ 'QUERY PLAN': string }>('explain select c.id from contact c where $condition', condition);
  return plan
    .map((line) => line['QUERY PLAN'])
    .filter((line) => line.includes('Index Cond'))
    .join('\n');
}

describe('a condition that few people pass', () => {
  it.each([
    ['a tag', () => one('contact.tags', 'includes', school.tags[0]), 'tag_id'],
    ['a name, in any case', () => one('contact.name', 'is', 'ANA NOVAK0A'), 'name_key'],
    ['the beginning of a name', () => one('contact.name', 'startsWith', 'Ana N'), 'name_key'],
    ['an address', () => one('contact.email', 'is', 'Ana.Novak@example.org'), 'email_key'],
    ['a time zone', () => one('contact.timezone', 'is', 'America/Lima'), 'time_zone_key'],
    ['a test clock', () => one('contact.clockId', 'is', school.clocks[0]), 'clock_id'],
    ['days since then', () => one('contact.createdAt', 'withinLastDays', 3), 'created_at'],
    ['a date', () => one('contact.createdAt', 'before', '2001-01-01T00:00:00Z'), 'created_at'],
    ['states', () => one('memberships.states', 'includesAnyOf', ['suspended', 'paused']), 'state'],
    ['a plan', () => one('memberships.plans', 'includes', school.plans[3]), 'plan_id'],
    ['a product', () => one('access.products', 'includes', school.products[4]), 'product_id'],
    ['progress', () => one(`course.${school.courses[0]}.progressPercent`, 'atLeast', 119), 'progress_percent'],
  ])('by %s searches an index, under row-level security', async (_, condition, column) => {
    expect(await searched(condition())).toContain(column);
  });

  it('and one of several alternatives search an index each', async () => {
    const either = Condition.parse({
      match: 'any',
      tests: [
        ...one('contact.tags', 'includes', school.tags[0]).tests,
        ...one('memberships.plans', 'includes', school.plans[3]).tests,
      ],
    });
    const conditions = await searched(either);
    expect(conditions).toContain('tag_id');
    expect(conditions).toContain('plan_id');
  });

  it('or one of several alternatives reads each list once, and the contacts from an index alone', async () => {
    const either = Condition.parse({
      match: 'any',
      tests: [
        ...one('contact.tags', 'includesAnyOf', [school.tags[1], school.tags[2]]).tests,
        ...one('memberships.plans', 'includes', school.plans[1]).tests,
        ...one('access.products', 'doesNotInclude', school.products[0]).tests,
      ],
    });
    const plan = await rows<{ 'QUERY PLAN': string }>('explain select count(*) from contact c where $condition', either);
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index Only Scan using "\w+" on contact c/);
    expect(text.match(/hashed SubPlan/g)).toHaveLength(3);
  });
});

describe('the records of another school', () => {
  it('select nobody here, and its people are never selected', async () => {
    for (const [field, id] of [
      ['memberships.plans', other.plans[0]],
      ['access.products', other.products[0]],
      ['contact.tags', other.tags[0]],
      ['contact.clockId', other.clocks[0]],
    ] as const)
      expect(
        await rows(
          'select c.id from contact c where $condition',
          one(field, field === 'contact.clockId' ? 'is' : 'includes', id),
        ),
      ).toEqual([]);
    const count = (of: FilledSchool) =>
      rows<{ n: number }>('select count(*)::int as n from contact c where $condition', one('contact.tags', 'isEmpty'), of);
    const schools = await rows<{ id: string }>(
      'select distinct c.school_id as id from contact c where $condition',
      one('contact.tags', 'doesNotInclude', school.tags[0]),
    );
    expect(schools).toEqual([{ id: school.schoolId }]);
    expect((await count(school))[0]?.n).toBeGreaterThan((await count(other))[0]?.n ?? 0);
  });
});
