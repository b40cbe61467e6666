import { packageOfPeer } from './packages.mjs';

const { DATABASE_URL, COUNTER } = process.env;

/** The steps of the graph for programs of peers: tags in a table of the peer's database, and a call to the counter. */
export async function openSteps() {
  const { default: pg } = await packageOfPeer('pg');
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
  await pool.query('create table if not exists tag (email text, tag text, primary key (email, tag))');
  return {
    /** @param {string} email @param {string} tag @returns {Promise<void>} */
    addTag: async (email, tag) => {
      await pool.query({ name: 'add', text: 'insert into tag values ($1, $2) on conflict do nothing', values: [email, tag] });
    },
    /** @param {string} email @param {string} tag @returns {Promise<boolean>} */
    hasTag: async (email, tag) => {
      const { rowCount } = await pool.query({
        name: 'has',
        text: 'select from tag where email = $1 and tag = $2',
        values: [email, tag],
      });
      return rowCount > 0;
    },
    /** @param {string} id @returns {Promise<void>} */
    call: async (id) => {
      const response = await fetch(`http://${COUNTER}/${id}`, { method: 'POST', headers: { 'idempotency-key': id } });
      await response.text();
      if (!response.ok) throw new Error(`answered ${response.status}`);
    },
    /** How many people have a tag. @param {string} tag @returns {Promise<{ n: number }>} */
    countOf: async (tag) => {
      const { rows } = await pool.query('select count(*)::int as n from tag where tag = $1', [tag]);
      return rows[0];
    },
  };
}
