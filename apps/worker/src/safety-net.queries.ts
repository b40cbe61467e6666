import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import type { Watched } from './watched.js';

/** Maximum rows per school and check. The next check reads more once these are restarted. */
const atMost = 500;

/** Live entities, by the workflow that must run for them. */
const live = `
  select 'membership' as workflow, id::text as key, contact_id, null::uuid as dispatch_id from membership where state not in ('ended', 'abandoned')
  union all select 'automationRun', r.id::text, r.contact_id, coalesce(r.dispatch_id, r.event_id) from automation_run r
    where r.state in ('running', 'waiting', 'parked') and not (r.grouped and r.state = 'waiting' and exists (
      select from wait w where w.owner_kind = 'run' and w.owner_id = r.id and w.group_key is not null))
  union all select distinct 'waitGroup', w.group_key, null::uuid, null::uuid from wait w
    join automation_run r on r.id = w.owner_id and r.state = 'waiting' and r.grouped where w.owner_kind = 'run' and w.group_key is not null
  union all select owner_kind, owner_id::text, contact_id, null from wait where owner_kind in ('enrolment', 'grant')
  union all select 'reconcile', school_id::text, null, null from stripe_connection where state <> 'revoked'
  union all select 'certificate', id::text, contact_id, null from certificate where state = 'requested' and revoked_at is null
  union all select 'testClock', id::text, null, null from clock where state = 'advancing'
  union all select 'contactImport', id::text, null, null from contact_import where state = 'running'
  union all select 'moveRuns', id::text, null, null from run_move where state = 'running'`;

const entityColumns = {
  workflow: column.text<Watched>(),
  key: column.text(),
  contactId: orNull(column.uuid),
  /** Of a run: the event that names the dispatch which may still be advancing it. */
  dispatchId: orNull(column.uuid),
};
const selected = 'workflow, key, contact_id, dispatch_id';

/** Number of live entities, by workflow. */
export const liveCounts = defineQuery()({
  columns: { workflow: column.text<Watched>(), count: column.integer },
  sql: `select workflow, count(*)::int as count from (${live}) l group by workflow`,
});

/** A page of the live entities of one workflow. */
export const liveAfter = defineQuery<[workflow: Watched, after: string | null]>()({
  columns: entityColumns,
  sql: `select ${selected} from (${live}) l where workflow = $1 and ($2::text is null or key > $2) order by key limit ${atMost}`,
});

/** An entity that must have a running workflow. */
export type Entity = QueryRow<typeof liveAfter>;

/**
 * Entities with overdue work: a wall-clock date that has passed, or an event that has not been read. Dates before `since` and
 * events with an ID smaller than `oldest` are overdue. Dates on a test clock are not, because they wait for the clock.
 */
export const overdue = defineQuery<[since: Date, oldest: string]>()({
  columns: entityColumns,
  sql: `with overdue as (
       select owner_kind, owner_id, group_key from wait where clock_id is null and due_at < $1
       union select owner_kind, owner_id, null from wake where event_id < $2
     ), named as (
       select case owner_kind when 'run' then 'automationRun' else owner_kind end as workflow, owner_id::text as key from overdue
       union select 'waitGroup', group_key from overdue where group_key is not null
     )
     select ${selected} from (
       select l.* from named n join (${live}) l on l.workflow = n.workflow and l.key = n.key
       union select n.workflow, n.key, e.contact_id, null from named n join enrolment e on n.workflow = 'enrolment' and e.id::text = n.key
       union select n.workflow, n.key, e.contact_id, null from named n join entitlement e on n.workflow = 'grant' and e.id::text = n.key
     ) o order by workflow, key limit ${atMost}`,
});

/** IDs of workflows whose restart was requested after an event. */
export const restartsRequested = defineQuery<[oldest: string]>()({
  columns: { workflowId: column.text() },
  sql: `select data->>'workflowId' as workflow_id from event where type = 'workflow.restart_requested' and id > $1`,
});

/** Only one worker at a time restarts workflows of a school. Until the end of the transaction. */
export const lockRestarts = defineQuery<[schoolId: string]>()({
  columns: {},
  sql: `select from pg_advisory_xact_lock(hashtext('safety-net'), hashtext($1))`,
});
