import pg from 'pg';
import type { World } from '../world.js';

/** What is compared of a table whose rows housekeeping adds up. */
const added: Readonly<Record<string, string>> = {
  run_count: '(select school_id, automation_id, state, sum(count) from run_count group by 1, 2, 3 having sum(count) <> 0)',
  passage: '(select school_id, automation_id, node_id, port, sum(people) from passage group by 1, 2, 3, 4)',
};

/** A fingerprint of every row of the second school, table by table, once its setup is complete. */
export async function fingerprintOfNeighbour(world: World): Promise<Record<string, string>> {
  const owner = new pg.Client(world.stage.env.DATABASE_MIGRATION_URL);
  await owner.connect();
  try {
    await world.until('the second school is at rest', async () => {
      const { rows } = await owner.query(
        `select 1 from outbox o join school s on s.id = o.school_id where s.slug = 'bread'
         union all select 1 from automation_run r join school s on s.id = r.school_id where s.slug = 'bread' and r.state = 'running'`,
      );
      return rows.length === 0;
    });
    const { rows: tables } = await owner.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and not c.relispartition order by 1`,
    );
    const prints: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await owner.query<{ print: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print
           from ${added[name] ?? `"${name}"`} t where school_id = (select id from school where slug = 'bread')`,
      );
      prints[name] = rows[0]?.print ?? '';
    }
    return prints;
  } finally {
    await owner.end();
  }
}

/** Nothing of the second school has changed. */
export function checkNeighbour(world: World, before: Record<string, string>, after: Record<string, string>): void {
  world.narrator.chapter('The neighbour');
  world.narrator.tell(`${Object.keys(before).length} tables compared`);
  world.narrator.check(
    'the second school has rows to compare',
    Object.values(before).some((print) => !print.startsWith('0:')),
  );
  world.narrator.check(
    'not one row of the second school has changed',
    Object.keys(before).filter((name) => before[name] !== after[name]),
    [],
  );
}
