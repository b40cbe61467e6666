/**
 * `node scripts/measure-contact-search.mjs [contacts]`: how long the contact list takes in a school of 200,000, by the search
 * function and by `ilike` under row-level security, side by side on a Postgres of its own. Prints medians and ratios.
 */
import pg from 'pg';
import { measureOnPostgres } from './lib/measure-stack.mjs';

const contacts = Number(process.argv[2] ?? 200_000);
await measureOnPostgres(fill, measure);

/**
 * Two schools, the second with a quarter of the first one's people. @returns id of the first
 * @param {string} url
 */
async function fill(url) {
  const client = new pg.Client(url);
  await client.connect();
  const people = `insert into contact (school_id, email, name)
    select $1, lower(first || '.' || last || i || '@' || (array['example.org', 'mail.test', 'post.example'])[1 + i % 3]), initcap(first) || ' ' || initcap(last)
      from generate_series(1, $2::int) i,
      lateral (select (array['ana','ben','clara','dilek','emil','fatima','goran','hanna','igor','jana'])[1 + i % 10] as first,
        (array['ferreira','novak','okafor','schmidt','yilmaz','rossi','larsen'])[1 + i % 7] || substr(md5(i::text), 1, 2) as last) names`;
  /** @type {string[]} */
  const schools = [];
  for (const [slug, count] of /** @type {const} */ ([
    ['large', contacts],
    ['other', Math.round(contacts / 4)],
  ])) {
    const { rows } = await client.query(`select create_school($1, $1, 'Europe/Berlin', 'eur', 'help@example.org') as id`, [slug]);
    schools.push(rows[0].id);
    await client.query(people, [rows[0].id, count]);
  }
  await client.query('vacuum analyze contact, search_entry');
  await client.end();
  return schools[0] ?? '';
}

/**
 * @param {string} url
 * @param {string} school
 */
async function measure(url, school) {
  const client = new pg.Client(url);
  await client.connect();
  const before = `where (email ilike '%' || $1 || '%' or name ilike '%' || $1 || '%')`;
  const now = `where id = any(array(select found.id from search_entries(app_school(), '{contact}', $1) found))`;
  const page = 'order by created_at desc, id desc limit 25';
  /** @type {Record<string, () => Promise<number>>} */
  const ways = {
    'ilike under row-level security': async () => {
      await client.query(`select * from contact ${before} ${page}`, [words]);
      return (await client.query(`select count(*)::int as total from contact ${before}`, [words])).rows[0].total;
    },
    search_entries: async () => {
      const found = await client.query(`select id, count(*) over ()::int as total from contact ${now} ${page}`, [words]);
      await client.query('select * from contact where id = any($1)', [found.rows.map(({ id }) => id)]);
      return found.rows[0].total;
    },
  };
  let words = '';
  console.log(`${contacts} contacts, one page and the total, median of 7`);
  for (words of ['rossia9', 'ana.ferreira', 'example.org']) {
    /** @type {number[]} */
    const medians = [];
    for (const [way, list] of Object.entries(ways)) {
      /** @type {number[]} */
      const times = [];
      let total = 0;
      for (let turn = 0; turn < 7; turn++) {
        await client.query('begin');
        await client.query(`select set_config('app.school_id', $1, true)`, [school]);
        const since = performance.now();
        total = await list();
        times.push(performance.now() - since);
        await client.query('commit');
      }
      const median = times.sort((a, b) => a - b)[3] ?? 0;
      medians.push(median);
      console.log(`  ${words.padEnd(14)} ${String(total).padStart(7)} found  ${median.toFixed(1).padStart(8)} ms  ${way}`);
    }
    console.log(`  ${words.padEnd(14)} ${((medians[0] ?? 0) / (medians[1] ?? 1)).toFixed(1)} times as fast`);
  }
  await client.end();
}
