import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Condition, evaluate, type Facts, fieldsFor, operatorNames, scopeOfEvent, testsOf } from '@perennial/domain/conditions';
import { compileCondition, loadFacts, segmentConditions } from '@perennial/services';
import fc from 'fast-check';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { type Records, wall } from './people.js';
import { type Identified, peopleOf, randomCondition, recordsOf, replaceEverybody } from './school.js';

/** Printed, and taken from the environment to repeat a run. */
const seed = Number(process.env.CONDITIONS_SEED ?? 20_270_128);
const batches = 3;
const peoplePerBatch = 120;
const conditionsPerBatch = 500;

const fields = fieldsFor(scopeOfEvent(undefined));

let db: TestDatabase;
let school: string;
let records: Records;
beforeAll(async () => {
  db = await openDatabase('conditions');
  school = await db.school('kiln');
  records = await inSchool(() => recordsOf(db));
}, 60_000);
afterAll(() => db.close());

const inSchool = <T>(work: () => Promise<T>): Promise<T> => db.tenancy.withSchool(school, work);

/** The name of a field in the registry. */
const nameOf = (field: string) => field.replace(/^(course|field)\.[^.]+/, '$1.*');

interface Known {
  readonly id: string;
  readonly now: string;
  readonly facts: Facts;
}

/** Facts of a person, as automations load them. */
async function known({ id }: Identified): Promise<Known> {
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
      const people = peopleOf(peoplePerBatch, seed + batch);
      await inSchool(() => replaceEverybody(db, records, people));
      await db.asOwner('analyze');
      await inSchool(async () => {
        const everybody: Known[] = [];
        for (const one of people) everybody.push(await known(one));
        for (const [id, condition] of await segmentConditions(db.tenancy))
          for (const { facts, now } of everybody)
            if (evaluate(condition, facts, now).matched !== facts.segments?.[id]) disagreements.push({ segment: id, facts, now });
        for (const raw of fc.sample(randomCondition(records), { numRuns: conditionsPerBatch, seed: seed + 1000 + batch })) {
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
