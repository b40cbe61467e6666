import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';
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

/** Runs that are parked at one step with one error. */
export const runsWithSameError = defineQuery<
  [automationId: string, nodeId: string, code: string, limit: number, test: boolean]
>()({
  columns: { id: column.uuid, contactId: orNull(column.uuid), canUseNewest: column.boolean },
  sql: `select r.id, r.contact_id, exists (
            select from automation a join automation_version newest on newest.id = a.published_version_id
             where a.id = r.automation_id and newest.id <> r.version_id and ${hasStepOfRun}) as can_use_newest from automation_run r left join contact t on t.id = r.contact_id
         where r.state = 'parked' and r.automation_id = $1 and ${nodeOf} = $2 and ${codeOf} = $3
           and (t.clock_id is not null) = $5 order by r.id limit $4`,
});
