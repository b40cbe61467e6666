import { type Condition, type ConditionTest, fieldsFor, scopeOfEvent } from '@perennial/domain/conditions';
import fc from 'fast-check';
import type { TestDatabase } from '../../support/database.js';
import { expectedValue, fieldKinds, type Person, person, type Records } from './people.js';

/** Where the test clocks stand: long ago, soon, and beside a microsecond. */
const clockTimes = ['2020-02-29T23:59:59.999900Z', '2027-01-29T10:00:00Z', '2031-07-01T00:00:00.000500Z'];

/** Creates what conditions name, in the open scope. */
export async function recordsOf({ tenancy }: TestDatabase): Promise<Records> {
  const ids = async (sql: string, parameters: unknown[] = []) =>
    (await tenancy.rows<{ id: string }>(sql, parameters)).map(({ id }) => id);
  const courses = await ids(
    `insert into product (kind, title, slug) select 'course', 'Course ' || i, 'course-' || i from generate_series(1, 3) i returning id`,
  );
  const plans = await ids(
    `insert into plan (title, slug, price_amount, currency, interval_months)
       select 'Plan ' || i, 'plan-' || i, 2900, 'eur', 1 from generate_series(1, 3) i returning id`,
  );
  const tags = await ids(`insert into tag (name) select 'Tag ' || i from generate_series(1, 3) i returning id`);
  const fields = await tenancy.rows<{ id: string; type: string }>(
    'insert into contact_field (name, type) select t, t from unnest($1::text[]) t returning id, type',
    [fieldKinds],
  );
  return {
    ...{ courses, products: courses, plans, tags },
    fields: Object.fromEntries(fields.map(({ id, type }) => [type, id])) as Records['fields'],
    clocks: await ids('insert into clock (name, now) select t, t::timestamptz from unnest($1::text[]) t returning id', [
      clockTimes,
    ]),
    segments: await ids(
      `insert into segment (id, name, condition)
         select id, name, condition from jsonb_to_recordset($1) as s(id uuid, name text, condition jsonb) returning id`,
      [JSON.stringify(segmentsOf({ tags, plans }))],
    ),
  };
}

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

/** A person with an ID and an address of their own. */
export type Identified = Person & { readonly id: string; readonly email: string };

/** Random people, the same for the same seed. */
export const peopleOf = (count: number, seed: number): Identified[] =>
  fc.sample(person(clockTimes.map((at) => new Date(at))), { numRuns: count, seed }).map((one, index) => ({
    ...one,
    id: `01920000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    email: `${one.mailbox}${index}@example.org`,
  }));

/** Tables with rows of people, and how they are written. */
type Kind = 'contact' | 'tags' | 'memberships' | 'entitlements' | 'enrolments' | 'values';

const inserts: Readonly<Record<Kind, string>> = {
  contact: `insert into contact (id, name, email, time_zone, clock_id, created_at)
     select id, name, email, zone, clock, "createdAt" from jsonb_to_recordset($1) as r(id uuid, name text, email text, zone text, clock uuid, "createdAt" timestamptz)`,
  tags: 'insert into contact_tag (contact_id, tag_id) select contact, tag from jsonb_to_recordset($1) as r(contact uuid, tag uuid)',
  memberships: `insert into membership (contact_id, plan_id, state, price_amount, currency, interval_months)
     select contact, plan, state, 2900, 'eur', 1 from jsonb_to_recordset($1) as r(contact uuid, plan uuid, state text)`,
  entitlements: `insert into entitlement (contact_id, product_id, source, source_id, starts_at, ends_at, revoked_at)
     select contact, product, 'grant', gen_random_uuid()::text, "startsAt", "endsAt", case when revoked then now() end
       from jsonb_to_recordset($1) as r(contact uuid, product uuid, "startsAt" timestamptz, "endsAt" timestamptz, revoked boolean)`,
  enrolments: `insert into enrolment (contact_id, course_id, enrolled_at, progress_percent, completed_at)
     select contact, course, now(), percent, case when completed then now() end
       from jsonb_to_recordset($1) as r(contact uuid, course uuid, percent int, completed boolean)`,
  values: `insert into contact_field_stored (contact_id, field_id, value)
     select contact, field, value from jsonb_to_recordset($1) as r(contact uuid, field uuid, value jsonb)`,
};

const tables: Readonly<Record<Kind, string>> = {
  contact: 'contact',
  tags: 'contact_tag',
  memberships: 'membership',
  entitlements: 'entitlement',
  enrolments: 'enrolment',
  values: 'contact_field_stored',
};

const rowsOf: Readonly<Record<Kind, (one: Identified, records: Records) => readonly object[]>> = {
  contact: (one, records) => [{ ...one, clock: one.clock === null ? null : records.clocks[one.clock] }],
  tags: ({ tags }, records) => tags.map((tag) => ({ tag: records.tags[tag] })),
  memberships: ({ memberships }, records) => memberships.map(({ plan, state }) => ({ plan: records.plans[plan], state })),
  entitlements: ({ entitlements }, records) => entitlements.map((one) => ({ ...one, product: records.products[one.product] })),
  enrolments: ({ enrolments }, records) => enrolments.map((one) => ({ ...one, course: records.courses[one.course] })),
  values: ({ values }, records) =>
    fieldKinds.flatMap((kind) => {
      const value = values[kind] ?? null;
      return value === null ? [] : [{ field: records.fields[kind], value }];
    }),
};

const write = (db: TestDatabase, records: Records, kind: Kind, people: readonly Identified[]): Promise<unknown> =>
  db.tenancy.em.query(inserts[kind], [
    JSON.stringify(people.flatMap((one) => rowsOf[kind](one, records).map((row) => ({ contact: one.id, ...row })))),
  ]);

/** Writes people and all their rows in place of those that were there, in the open scope. */
export async function replaceEverybody(db: TestDatabase, records: Records, people: readonly Identified[]): Promise<void> {
  for (const kind of ['values', 'tags', 'memberships', 'entitlements', 'enrolments', 'contact'] as const)
    await db.tenancy.em.query(`delete from ${tables[kind]}`);
  for (const kind of Object.keys(inserts) as Kind[]) await write(db, records, kind, people);
}

/** Writes one kind of a person's rows in place of those that were there, in the open scope. */
export async function replaceRows(
  db: TestDatabase,
  records: Records,
  kind: Exclude<Kind, 'contact'>,
  one: Identified,
): Promise<void> {
  await db.tenancy.em.query(`delete from ${tables[kind]} where contact_id = $1`, [one.id]);
  await write(db, records, kind, [one]);
}

const fields = fieldsFor(scopeOfEvent(undefined));

/** The ID that completes a field: of any course, and of the contact field of that type or sometimes of another. */
function argumentOf(field: string, records: Records): fc.Arbitrary<string> {
  const kind = fieldKinds.find((one) => field === `field.*.${one}`);
  if (!kind) return fc.constantFrom(...records.courses);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(records.fields[kind]) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(records.fields)) },
  );
}

/** A random condition about people. */
export function randomCondition(records: Records): fc.Arbitrary<Condition> {
  const comparison: fc.Arbitrary<ConditionTest> = fc.constantFrom(...fields).chain((info) =>
    fc.record({
      field: argumentOf(info.field, records).map((id) => info.field.replace('*', id)),
      operator: fc.constantFrom(...info.operators),
      value: expectedValue(info.field, records),
    }),
  );
  const match = fc.constantFrom('all' as const, 'any' as const);
  const group = fc.record({ match, tests: fc.array(comparison, { maxLength: 3 }) });
  return fc.record({
    match,
    tests: fc.oneof(fc.tuple(comparison), fc.array(fc.oneof({ weight: 3, arbitrary: comparison }, group), { maxLength: 4 })),
  });
}
