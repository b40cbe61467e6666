import { fillSchool } from '../../scripts/lib/fill-school.mjs';

const DAYS = 365;

/**
 * Makes a school that is a year old: people and memberships of `fillSchool`, and their events, emails and runs. The owner of
 * the demo
 * school is then its owner, so that the product can be asked about it.
 * @param {import('pg').Client} owner
 * @param {{ contacts: number, say: (line: string) => void }} options
 */
export async function fillYear(owner, { contacts, say }) {
  const { schoolId } = await fillSchool(owner, 'large', contacts);
  say(`  ${contacts} people with memberships`);
  await makePartitions(owner);
  // IDs carry the time, which decides the partition.
  await owner.query(
    `insert into event (id, school_id, type, contact_id, occurred_at, data)
     select uuidv7(at - now()), $1, (array['custom.event', 'tag.added', 'member.signed_in', 'custom.event'])[1 + n % 4], c.id, at,
            case n % 4 when 1 then '{"tag": "lead"}'::jsonb else '{"name": "webinar.attended", "properties": {}}'::jsonb end
       from (select id, row_number() over () as i from contact where school_id = $1) c, generate_series(1, 10) n,
            lateral (select now() - interval '1 day' * (((c.i * 37 + n * 101) % ($2 * 1000)) / 1000.0) as at) moment`,
    [schoolId, DAYS],
  );
  say(`  ${contacts * 10} events`);
  await owner.query(
    `insert into email_message (school_id, contact_id, recipient, effect_key, message_id, subject, category, state, occurred_at, sent_at)
     select $1, c.id, c.email, 'bench:' || c.id || ':' || n, '<' || c.id || n || '@bench>', 'Letter ' || n, 'marketing', 'sent', at, at
       from contact c, generate_series(1, 2) n, lateral (select now() - random() * interval '365 days' as at) moment where c.school_id = $1`,
    [schoolId],
  );
  const automationId = await addRuns(owner, schoolId);
  say(`  ${contacts * 2} emails, ${contacts} runs`);
  await owner.query(`update staff set school_id = $1 where role = 'owner'`, [schoolId]);
  await owner.query('vacuum analyze');
  return { schoolId, automationId };
}

/**
 * The months of the past year, which an installation of this age has.
 * @param {import('pg').Client} owner
 */
async function makePartitions(owner) {
  await owner.query(`
    do $$ declare start_at timestamptz; part text;
    begin
      for i in 1..12 loop
        start_at := (date_trunc('month', now() at time zone 'utc') - make_interval(months => i)) at time zone 'utc';
        part := 'event_' || to_char(start_at at time zone 'utc', 'YYYY_MM');
        execute format('create table if not exists public.%I partition of public.event for values from (%L) to (%L)', part,
          uuid_floor(start_at), uuid_floor(((start_at at time zone 'utc') + interval '1 month') at time zone 'utc'));
      end loop;
    end $$`);
}

/**
 * An automation that everybody went through once.
 * @param {import('pg').Client} owner
 * @param {string} schoolId
 */
async function addRuns(owner, schoolId) {
  const graph = JSON.stringify({
    schemaVersion: 1,
    nodes: [],
    edges: [],
    entry: { policy: 'every_event' },
    exitRules: [],
    goal: null,
  });
  const { rows } = await owner.query(
    `insert into automation (school_id, name, state, draft) values ($1, 'Welcome', 'paused', $2) returning id`,
    [schoolId, graph],
  );
  const automationId = String(rows[0].id);
  const version = await owner.query(
    `insert into automation_version (school_id, automation_id, number, graph, trigger_types) values ($1, $2, 1, $3, '{custom.event}') returning id`,
    [schoolId, automationId, graph],
  );
  await owner.query(
    `insert into automation_run (school_id, automation_id, version_id, contact_id, event_id, entry_key, state, cursor, started_at, finished_at)
     select $1, $2, $3, c.id, e.id, e.id::text, 'completed', '{}', e.occurred_at, e.occurred_at
       from contact c, lateral (select id, occurred_at from event where contact_id = c.id and school_id = $1 limit 1) e where c.school_id = $1`,
    [schoolId, automationId, version.rows[0].id],
  );
  return automationId;
}
