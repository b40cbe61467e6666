import { column, defineQuery, orNull, type QueryRow, type RunMove } from '@perennial/db';
import { hasStepOfRun } from '../automations/step-of-run.js';
import { needsAttention } from './needs-attention.js';

const codeOf = `coalesce(r.last_result->>'code', 'misconfigured')`;
const nodeOf = `coalesce(r.cursor->>'nodeId', '')`;

/** How many runs are parked: of people on the wall clock, and of people on test clocks. */
export const parkedCounts = defineQuery()({
  columns: { total: column.integer, test: column.integer },
  sql: `select count(*) filter (where c.clock_id is null)::int as total, count(c.clock_id)::int as test
          from automation_run r left join contact c on c.id = r.contact_id where ${needsAttention}`,
});

/** Parked runs, the newest of each step and error, with what their group has in common. */
export const parkedRuns = defineQuery<[perGroup: number, limit: number, test: boolean]>()({
  columns: {
    id: column.uuid,
    automationId: column.uuid,
    automationName: column.text(),
    nodeId: column.text(),
    code: column.text(),
    problem: orNull(column.text()),
    since: column.timestamp,
    first: column.timestamp,
    count: column.integer,
    kind: orNull(column.text()),
    name: orNull(column.text()),
    contact: orNull(column.json<{ id: string; name: string; email: string; clockId: string | null }>()),
    newest: orNull(column.integer),
    attempts: column.integer,
    lastAttemptAt: orNull(column.timestamp),
  },
  sql: `with parked as (
      select r.*, ${nodeOf} as node_id, ${codeOf} as code, coalesce(v.entered_at, r.started_at) as since from automation_run r
        left join run_visit v on v.run_id = r.id and v.node_id = r.cursor->>'nodeId' and v.visit = (r.cursor->>'visit')::int
        left join contact t on t.id = r.contact_id
       where ${needsAttention} and (t.clock_id is not null) = $3
    ), ranked as (
      select p.*, count(*) over same as count, min(since) over same as first,
             row_number() over (partition by automation_id, node_id, code order by since desc, id desc) as place
        from parked p window same as (partition by automation_id, node_id, code)
    )
    select p.id, p.automation_id, a.name as automation_name, p.node_id, p.code, p.problem, p.since, p.first, p.count::int,
           s.step->>'kind' as kind, s.step->>'name' as name,
           (select newest.number from automation_version newest, automation_run r
             where newest.id = a.published_version_id and newest.id <> p.version_id and r.id = p.id and ${hasStepOfRun}) as newest,
           t.attempts, t.last_attempt_at,
           case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'email', c.email, 'clockId', c.clock_id) end as contact
      from ranked p join automation a on a.id = p.automation_id join automation_version g on g.id = p.version_id
      cross join lateral (
        select jsonb_path_query_first(g.graph, 'lax $.nodes[*] ? (@.id == $id)', jsonb_build_object('id', p.node_id)) as step
      ) s
      cross join lateral (
        select count(*)::int as attempts, max(at) as last_attempt_at from run_attempt
         where run_id = p.id and node_id = p.node_id and visit = (p.cursor->>'visit')::int
      ) t
      left join contact c on c.id = p.contact_id
     where p.place <= $1 order by p.first desc, p.automation_id, p.node_id, p.code, p.place limit $2`,
});

/** How many failed steps are being retried: their runs have left the list, and may come back. */
export const retryingCount = defineQuery<[test: boolean]>()({
  columns: { count: column.integer },
  sql: `select count(*)::int as count from automation_run r left join contact c on c.id = r.contact_id
         where r.state = 'running' and (c.clock_id is not null) = $1
           and exists (select from run_attempt t
                        where t.run_id = r.id and t.node_id = r.cursor->>'nodeId' and t.visit = (r.cursor->>'visit')::int)`,
});

/** A row of {@link parkedRuns}. */
export type ParkedRun = QueryRow<typeof parkedRuns>;

/** Creates a request that concerns runs which need attention; no row if its key was used before. */
export const createCommand = defineQuery<
  [automationId: string, versionId: string, key: string, requestedBy: string, action: RunMove['action']]
>()({
  columns: { id: column.uuid },
  sql: `insert into run_move (automation_id, version_id, key, requested_by, action) values ($1, $2, $3, $4, $5)
        on conflict (school_id, key) do nothing returning id`,
});

/** Adds runs that are parked at one step with one error to a request: all, or those that are named. */
export const addRunsWithSameError = defineQuery<
  [
    moveId: string,
    automationId: string,
    nodeId: string,
    code: string,
    test: boolean,
    runIds: readonly string[] | null,
    toNodeId: string | null,
  ]
>()({
  columns: { added: column.integer },
  sql: `with added as (
          insert into run_move_item (move_id, run_id, from_version_id, node_id, to_node_id)
          select $1, r.id, r.version_id, $3, $7 from automation_run r left join contact t on t.id = r.contact_id
           where ${needsAttention} and r.automation_id = $2 and ${nodeOf} = $3 and ${codeOf} = $4 and (t.clock_id is not null) = $5
             and ($6::uuid[] is null or r.id = any($6))
          returning 1)
        select count(*)::int as added from added`,
});
