import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Condition,
  type ConditionTest,
  evaluate,
  type Facts,
  fieldsFor,
  operatorNames,
  scopeOfEvent,
  testsOf,
} from '@perennial/domain/conditions';
import { compileCondition, loadFacts, segmentConditions } from '@perennial/services';
import fc from 'fast-check';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { expectedValue, fieldKinds, type Person as PersonRows, person, type Records, wall } from './people.js';

/** Printed, and taken from the environment to repeat a run. */
const seed = Number(process.env.CONDITIONS_SEED ?? 20_270_128);
const batches = 3;
const peoplePerBatch = 120;
const conditionsPerBatch = 500;

/** Where the test clocks stand: long ago, soon, and beside a microsecond. */
const clockTimes = ['2020-02-29T23:59:59.999900Z', '2027-01-29T10:00:00Z', '2031-07-01T00:00:00.000500Z'];
const fields = fieldsFor(scopeOfEvent(undefined));

let db: TestDatabase;
let school: string;
let records: Records;
beforeAll(async () => {
  db = await openDatabase('conditions');
  school = await db.school('kiln');
  const ids = async (sql: string, parameters: unknown[] = []) =>
    (await db.tenancy.rows<{ id: string }>(sql, parameters)).map(({ id }) => id);
  const others = await inSchool(async () => {
    const courses = await ids(
      `insert into product (kind, title, slug) select 'course', 'Course ' || i, 'course-' || i from generate_series(1, 3) i returning id`,
    );
    return {
      courses,
      products: courses,
      plans: await ids(
        `insert into plan (title, slug, price_amount, currency, interval_months)
           select 'Plan ' || i, 'plan-' || i, 2900, 'eur', 1 from generate_series(1, 3) i returning id`,
      ),
      tags: await ids(`insert into tag (name) select 'Tag ' || i from generate_series(1, 3) i returning id`),
      fields: Object.fromEntries(
        (
          await db.tenancy.rows<{ id: string; type: string }>(
            'insert into contact_field (name, type) select t, t from unnest($1::text[]) t returning id, type',
            [fieldKinds],
          )
        ).map(({ id, type }) => [type, id]),
      ) as Records['fields'],
      clocks: await ids('insert into clock (name, now) select t, t::timestamptz from unnest($1::text[]) t returning id', [
        clockTimes,
      ]),
    };
  });
  const segments = await inSchool(() =>
    ids(
      `insert into segment (id, name, condition) select id, name, condition from jsonb_to_recordset($1)
         as s(id uuid, name text, condition jsonb) returning id`,
      [JSON.stringify(segmentsOf(others))],
    ),
  );
  records = { ...others, segments };
}, 60_000);
afterAll(() => db.close());

/** Segments, of which some name others. */
function segmentsOf({ tags, plans }: Pick<Records, 'tags' | 'plans'>) {
  const id = (number: number) => `01930000-0000-7000-8000-00000000000${number}`;
  const segment = (number: number, match: 'all' | 'any', ...tests: [field: string, operator: string, value: unknown][]) => ({
    id: id(number),
    name: `Segment ${number}`,
    condition: { match, tests: tests.map(([field, operator, value]) => ({ field, operator, value })) },
  });
  return [
    segment(1, 'any', ['contact.tags', 'includes', tags[0]], ['contact.createdAt', 'withinLastDays', 7]),
    segment(2, 'all', ['contact.segments', 'isIn', [id(1)]], ['memberships.plans', 'doesNotInclude', plans[0]]),
    segment(3, 'any', ['contact.segments', 'isNotIn', [id(2), id(9)]], ['contact.timezone', 'is', 'Asia/Tokyo']),
  ];
}

const inSchool = <T>(work: () => Promise<T>): Promise<T> => db.tenancy.withSchool(school, work);

type Person = PersonRows & { readonly id: string; readonly email: string };

/** The people of a batch, the same for the same seed. */
const peopleOf = (batch: number): Person[] =>
  fc.sample(person(clockTimes.map((at) => new Date(at))), { numRuns: peoplePerBatch, seed: seed + batch }).map((one, index) => ({
    ...one,
    id: `01920000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    email: `${one.mailbox}${index}@example.org`,
  }));

/** The name of a field in the registry. */
const nameOf = (field: string) => field.replace(/^(course|field)\.[^.]+/, '$1.*');

/** Writes people and all their rows in place of those that were there. */
async function replaceEverybody(people: readonly Person[]): Promise<void> {
  for (const table of ['contact_field_stored', 'contact_tag', 'membership', 'entitlement', 'enrolment', 'contact'])
    await db.tenancy.em.query(`delete from ${table}`);
  const rows = (sql: string, values: readonly object[]) => db.tenancy.em.query(sql, [JSON.stringify(values)]);
  await rows(
    `insert into contact (id, name, email, time_zone, clock_id, created_at)
       select id, name, email, zone, clock, "createdAt" from jsonb_to_recordset($1) as r(id uuid, name text, email text, zone text, clock uuid, "createdAt" timestamptz)`,
    people.map((one) => ({ ...one, clock: one.clock === null ? null : records.clocks[one.clock] })),
  );
  const each = <R extends object>(of: (one: Person) => readonly R[]) =>
    people.flatMap((one) => of(one).map((row) => ({ contact: one.id, ...row })));
  await rows(
    'insert into contact_tag (contact_id, tag_id) select contact, tag from jsonb_to_recordset($1) as r(contact uuid, tag uuid)',
    each(({ tags }) => tags.map((tag) => ({ tag: records.tags[tag] }))),
  );
  await rows(
    `insert into membership (contact_id, plan_id, state, price_amount, currency, interval_months)
       select contact, plan, state, 2900, 'eur', 1 from jsonb_to_recordset($1) as r(contact uuid, plan uuid, state text)`,
    each(({ memberships }) => memberships.map(({ plan, state }) => ({ plan: records.plans[plan], state }))),
  );
  await rows(
    `insert into entitlement (contact_id, product_id, source, source_id, starts_at, ends_at, revoked_at)
       select contact, product, 'grant', gen_random_uuid()::text, "startsAt", "endsAt", case when revoked then now() end
         from jsonb_to_recordset($1) as r(contact uuid, product uuid, "startsAt" timestamptz, "endsAt" timestamptz, revoked boolean)`,
    each(({ entitlements }) => entitlements.map((one) => ({ ...one, product: records.products[one.product] }))),
  );
  await rows(
    `insert into enrolment (contact_id, course_id, enrolled_at, progress_percent, completed_at)
       select contact, course, now(), percent, case when completed then now() end
         from jsonb_to_recordset($1) as r(contact uuid, course uuid, percent int, completed boolean)`,
    each(({ enrolments }) => enrolments.map((one) => ({ ...one, course: records.courses[one.course] }))),
  );
  await rows(
    `insert into contact_field_stored (contact_id, field_id, value)
       select contact, field, value from jsonb_to_recordset($1) as r(contact uuid, field uuid, value jsonb)`,
    each(({ values }) =>
      fieldKinds.flatMap((kind) => {
        const value = values[kind] ?? null;
        return value === null ? [] : [{ field: records.fields[kind], value }];
      }),
    ),
  );
}

interface Known {
  readonly id: string;
  readonly now: string;
  readonly facts: Facts;
}

/** Facts of a person, as automations load them. */
async function known({ id }: Person): Promise<Known> {
  const { now } = await db.clocks.of(id).then(({ clockId, now: at }) => ({ now: clockId ? at : wall }));
  const wanted = [
    'contact',
    'memberships',
    'access',
    'fields',
    ...records.courses.map((course) => `course:${course}` as const),
    ...records.segments.map((segment) => `segment:${segment}` as const),
  ] as const;
  const facts = await loadFacts(db.tenancy, { event: null, schoolTimezone: 'UTC' }, wanted, { contactId: id, now });
  return { id, now: now.toISOString(), facts };
}

/** The ID that completes a field: of any course, and of the contact field of that type or sometimes of another. */
function argumentOf(field: string): fc.Arbitrary<string> {
  const kind = fieldKinds.find((one) => field === `field.*.${one}`);
  if (!kind) return fc.constantFrom(...records.courses);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(records.fields[kind]) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(records.fields)) },
  );
}

const comparison: fc.Arbitrary<ConditionTest> = fc.constantFrom(...fields).chain((info) =>
  fc.record({
    field: argumentOf(info.field).map((id) => info.field.replace('*', id)),
    operator: fc.constantFrom(...info.operators),
    value: expectedValue(info.field, records),
  }),
);
const match = fc.constantFrom('all' as const, 'any' as const);
const group = fc.record({ match, tests: fc.array(comparison, { maxLength: 3 }) });
const randomCondition: fc.Arbitrary<Condition> = fc.record({
  match,
  tests: fc.oneof(fc.tuple(comparison), fc.array(fc.oneof({ weight: 3, arbitrary: comparison }, group), { maxLength: 4 })),
});

/** The people that a condition selects in the database. */
async function selected(condition: Condition): Promise<Set<string>> {
  const segments = await segmentConditions(db.tenancy);
  const { sql, params } = compileCondition(condition, { contact: 'c', now: wall, segments });
  return new Set((await db.tenancy.rows<{ id: string }>(`select c.id from contact c where ${sql}`, params)).map(({ id }) => id));
}

describe('a compiled condition', () => {
  it('selects exactly the people for whom it holds, for random conditions and people', async () => {
    process.stderr.write(`CONDITIONS_SEED=${seed} repeats this run\n`);
    const asked = new Set<string>();
    const disagreements: unknown[] = [];
    let [cases, held] = [0, 0];
    for (let batch = 0; batch < batches; batch++) {
      const people = peopleOf(batch);
      await inSchool(() => replaceEverybody(people));
      await db.asOwner('analyze');
      await inSchool(async () => {
        const everybody: Known[] = [];
        for (const one of people) everybody.push(await known(one));
        for (const [id, condition] of await segmentConditions(db.tenancy))
          for (const { facts, now } of everybody)
            if (evaluate(condition, facts, now).matched !== facts.segments?.[id]) disagreements.push({ segment: id, facts, now });
        for (const raw of fc.sample(randomCondition, { numRuns: conditionsPerBatch, seed: seed + 1000 + batch })) {
          const condition = Condition.parse(raw);
          for (const { field, operator } of testsOf(condition)) asked.add(`${nameOf(field)} ${operator}`);
          const found = await selected(condition);
          for (const { id, facts, now } of everybody) {
            const { matched, evidence } = evaluate(condition, facts, now);
            cases += 1;
            if (matched) held += 1;
            if (matched !== found.has(id)) disagreements.push({ condition, evidence, now });
          }
        }
      });
    }
    process.stderr.write(
      `${cases} cases, ${held} of them true, ${disagreements.length} disagreements, ${asked.size} pairs of field and operator\n`,
    );
    expect(JSON.stringify(disagreements.slice(0, 3), null, 1)).toBe('[]');
    expect(cases).toBeGreaterThanOrEqual(10_000);
    expect(held / cases).toBeGreaterThan(0.2);
    expect(held / cases).toBeLessThan(0.8);
    expect([...asked].sort()).toEqual(
      fields.flatMap(({ field, operators }) => operators.map((operator) => `${field} ${operator}`)).sort(),
    );
    expect(new Set([...asked].map((pair) => pair.split(' ')[1]))).toEqual(new Set(operatorNames));
  }, 120_000);
});
