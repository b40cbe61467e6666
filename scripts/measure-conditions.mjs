/**
 * `node scripts/measure-conditions.mjs [contacts] [turns]`: how long the contact list takes for common conditions in a school of 100,000,
 * on a Postgres of its own: p50 and p99 of one page with the total, and of the total alone, with the indexes that the plans use.
 */
import pg from 'pg';
import { compileCondition } from '../libs/services/dist/index.js';
import { fillSchool } from './lib/fill-school.mjs';
import { measureOnPostgres } from './lib/measure-stack.mjs';

const contacts = Number(process.argv[2] ?? 100_000);
const turns = Number(process.argv[3] ?? 100);
/** The goal of each condition, in milliseconds. */
const goal = 100;

await measureOnPostgres(fill, measure);

/**
 * Two schools, the second with a tenth of the first one's people. @returns the first
 * @param {string} url
 */
async function fill(url) {
  const client = new pg.Client(url);
  await client.connect();
  const school = await fillSchool(client, 'large', contacts);
  await fillSchool(client, 'other', Math.round(contacts / 10));
  await client.query('vacuum analyze');
  await client.end();
  return school;
}

/**
 * @param {string} url
 * @param {import('./lib/fill-school.d.mts').FilledSchool} school
 */
async function measure(url, { schoolId, plans, products, courses, tags }) {
  /** @type {(field: string, operator: string, value?: unknown) => object} */
  const test = (field, operator, value = null) => ({ field, operator, value });
  /** @type {(...tests: object[]) => object} */
  const all = (...tests) => ({ match: 'all', tests });
  /** @type {(...tests: object[]) => object} */
  const any = (...tests) => ({ match: 'any', tests });
  /** @type {[string, object][]} */
  const conditions = [
    ['a tag of 1 in 100', all(test('contact.tags', 'includes', tags[0]))],
    ['a tag of every second', all(test('contact.tags', 'includes', tags[1]))],
    ['without a tag', all(test('contact.tags', 'doesNotInclude', tags[1]))],
    ['no tags at all', all(test('contact.tags', 'isEmpty'))],
    [
      'payment failed',
      all(test('memberships.states', 'includesAnyOf', ['grace', 'suspended']), test('contact.clockId', 'isEmpty')),
    ],
    ['holds a plan', all(test('memberships.plans', 'includes', plans[0]))],
    ['holds no plan', all(test('memberships.plans', 'isEmpty'))],
    ['can open a product', all(test('access.products', 'includes', products[0]))],
    ['cannot open a product', all(test('access.products', 'doesNotInclude', products[0]))],
    ['completed a course', all(test(`course.${courses[0]}.completed`, 'isTrue'))],
    ['progress of 80 % or more', all(test(`course.${courses[0]}.progressPercent`, 'atLeast', 80))],
    ['progress below 50 %', all(test(`course.${courses[0]}.progressPercent`, 'lessThan', 50))],
    ['known for 7 days at most', all(test('contact.createdAt', 'withinLastDays', 7))],
    ['known before a date', all(test('contact.createdAt', 'before', '2026-01-01T00:00:00Z'))],
    ['name is', all(test('contact.name', 'is', 'ana novak0a'))],
    ['name begins with', all(test('contact.name', 'startsWith', 'Clara'))],
    ['address contains', all(test('contact.email', 'contains', 'larsen'))],
    ['address ends with', all(test('contact.email', 'endsWith', '@post.example'))],
    ['time zone is one of', all(test('contact.timezone', 'isOneOf', ['Asia/Tokyo', 'America/Lima']))],
    ['on a test clock', all(test('contact.clockId', 'isNotEmpty'))],
    [
      'a tag, a plan and progress',
      all(
        test('contact.tags', 'includes', tags[1]),
        test('memberships.plans', 'includes', plans[1]),
        test(`course.${courses[0]}.progressPercent`, 'lessThan', 50),
      ),
    ],
    [
      'one of two tags or a plan',
      any(test('contact.tags', 'includesAnyOf', [tags[0], tags[2]]), test('memberships.plans', 'includes', plans[1])),
    ],
    [
      'can open, but neither tagged nor finished',
      all(
        test('access.products', 'includes', products[0]),
        test('contact.tags', 'doesNotInclude', tags[2]),
        test(`course.${courses[0]}.completed`, 'isFalse'),
      ),
    ],
  ];
  const client = new pg.Client(url);
  await client.connect();
  /** @type {(sql: string, params?: readonly unknown[]) => Promise<Record<string, unknown>[]>} */
  const inSchool = async (sql, params = []) => {
    await client.query('begin');
    await client.query(`select set_config('app.school_id', $1, true)`, [schoolId]);
    const { rows } = await client.query(sql, [...params]);
    await client.query('commit');
    return rows;
  };
  console.log(`${contacts} contacts, ${turns} times each, milliseconds; goal: p99 of page and total <= ${goal}`);
  console.log(`  ${'condition'.padEnd(42)} ${'found'.padStart(7)}   page+total p50  p99   total p50  p99   indexes`);
  /** @type {Map<string, string>} */
  const columns = new Map();
  for (const row of await inSchool('select indexname as name, tablename as table, indexdef as on from pg_indexes')) {
    const on = String(row.on);
    const indexed = on.slice(on.indexOf('('), on.indexOf(')') + 1).replaceAll(/school_id, |"| /g, '');
    columns.set(String(row.name), `${row.table}${indexed}`);
  }
  let missed = 0;
  for (const [name, condition] of conditions) {
    const { sql, params } = compileCondition(/** @type {never} */ (condition), { contact: 'c', now: new Date() });
    const page = `select c.id, c.email, c.name from contact c where ${sql} order by c.created_at desc, c.id desc limit 25`;
    const total = `select count(*)::int as total from contact c where ${sql}`;
    const listTimes = [];
    const totalTimes = [];
    let found = 0;
    for (let turn = 0; turn < turns; turn++) {
      const since = performance.now();
      await inSchool(page, params);
      const between = performance.now();
      found = Number((await inSchool(total, params))[0]?.total ?? 0);
      const now = performance.now();
      listTimes.push(now - since);
      totalTimes.push(now - between);
    }
    const used = new Set();
    for (const statement of [page, total])
      for (const row of await inSchool(`explain (format text) ${statement}`, params))
        for (const [, index] of String(row['QUERY PLAN']).matchAll(/(?:using|Index Scan on) "?([^\s"]+)/g))
          used.add(columns.get(index ?? '') ?? index);
    const p = (/** @type {number[]} */ times, /** @type {number} */ share) =>
      [...times].sort((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0;
    if (p(listTimes, 0.99) > goal) missed += 1;
    const figures = [p(listTimes, 0.5), p(listTimes, 0.99), p(totalTimes, 0.5), p(totalTimes, 0.99)];
    const [a, b, c, d] = figures.map((ms) => ms.toFixed(1).padStart(6));
    console.log(
      `  ${name.padEnd(42)} ${String(found).padStart(7)}          ${a} ${b}      ${c} ${d}   ${[...used].join(' ') || '-'}`,
    );
    if (process.env.EXPLAIN)
      for (const statement of [page, total])
        for (const row of await inSchool(`explain analyze ${statement}`, params)) console.log(row['QUERY PLAN']);
  }
  console.log(missed === 0 ? 'every condition within the goal' : `${missed} conditions beyond the goal`);
  await client.end();
  if (missed > 0) process.exitCode = 1;
}
