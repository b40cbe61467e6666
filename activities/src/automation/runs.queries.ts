import { type AutomationRun, column, defineQuery, orNull, type QueryRow } from '@perennial/db';
import type { StepHold } from '@perennial/domain/automation';

type Many<T> = readonly T[];

/**
 * Runs under the lock of the transaction, each with its clock, its event and the time zone of the school. The event is read by its ID for
 * each run, so that only its partition is touched.
 */
export const lockRuns = defineQuery<[ids: Many<string>]>()({
  columns: {
    id: column.uuid,
    automationId: column.uuid,
    versionId: column.uuid,
    contactId: orNull(column.uuid),
    eventId: column.uuid,
    state: column.text<AutomationRun['state']>(),
    cursor: column.json<object>(),
    revision: column.integer,
    lastResult: orNull(column.json<object>()),
    depth: column.integer,
    grouped: column.boolean,
    clockId: orNull(column.uuid),
    clockNow: orNull(column.timestamp),
    schoolTimeZone: column.text(),
    eventType: column.text(),
    occurredAt: column.timestamp,
    data: column.json<Record<string, unknown>>(),
    requestId: orNull(column.text()),
    /** Since when its automation holds it. */
    heldAt: orNull(column.timestamp),
    /** Quiet hours and limits of the school for marketing emails. */
    emailLimits: orNull(column.json<object>()),
    /** The steps of its automation before which staff hold everyone. */
    holds: column.json<readonly StepHold[]>(),
  },
  prepared: true,
  sql: `select r.id, r.automation_id, r.version_id, r.contact_id, r.event_id, r.state, r.cursor, r.revision, r.last_result, r.depth, r.grouped,
               k.id as clock_id, k.now as clock_now, s.time_zone as school_time_zone, e.type as event_type, e.occurred_at, e.data,
               e.request_id, a.held_at, s.email_limits, a.holds
          from automation_run r join school s on s.id = r.school_id join automation a on a.id = r.automation_id
         cross join lateral (select type, occurred_at, data, request_id from event where event.id = r.event_id limit 1) e
          left join contact c on c.id = r.contact_id left join clock k on k.id = c.clock_id
         where r.id = any($1) order by r.id for update of r`,
});

/** A row of {@link lockRuns}. */
export type RunRow = QueryRow<typeof lockRuns>;

/** Writes the positions of runs; the end of each is written once. */
export const saveRuns = defineQuery<
  [
    ids: Many<string>,
    states: Many<string>,
    cursors: Many<string>,
    results: Many<string>,
    problems: Many<string | null>,
    ended: Many<Date | null>,
    grouped: Many<boolean>,
  ]
>()({
  columns: {},
  prepared: true,
  sql: `update automation_run r
           set state = w.state, cursor = w.cursor, revision = r.revision + 1, last_result = w.result, problem = w.problem,
               grouped = w.grouped,
               finished_at = case when w.ended is not null then coalesce(r.finished_at, w.ended) end
          from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::jsonb[], $5::text[], $6::timestamptz[], $7::boolean[])
            as w(id, state, cursor, result, problem, ended, grouped)
         where r.id = w.id`,
});

/** Writes rows of the timelines of runs, and counts the people who left each step. A visit is left once. */
export const saveVisits = defineQuery<
  [
    runIds: Many<string>,
    nodeIds: Many<string>,
    visits: Many<number>,
    entered: Many<Date>,
    left: Many<Date | null>,
    ports: Many<string | null>,
    evidence: Many<string>,
    automationIds: Many<string>,
    at: Date,
  ]
>()({
  columns: {},
  prepared: true,
  sql: `with given as materialized (
          select * from unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::jsonb[], $8::uuid[])
            as v(run_id, node_id, visit, entered_at, left_at, port, evidence, automation_id)
        ), counted as (
          insert into passage (automation_id, node_id, port, hour, people)
          select automation_id, node_id, coalesce(port, ''), date_trunc('hour', $9::timestamptz), count(*) from given
           where left_at is not null group by 1, 2, 3
        )
        insert into run_visit (run_id, node_id, visit, entered_at, left_at, port, evidence)
        select run_id, node_id, visit, entered_at, left_at, port, evidence from given
        on conflict (run_id, node_id, visit) do update set left_at = excluded.left_at, port = excluded.port, evidence = excluded.evidence`,
});

/** Records attempts at steps that ended with runs that need attention. */
export const saveAttempts = defineQuery<
  [
    runIds: Many<string>,
    versionIds: Many<string>,
    nodeIds: Many<string>,
    visits: Many<number>,
    at: Many<Date>,
    codes: Many<string>,
    problems: Many<string>,
  ]
>()({
  columns: {},
  sql: `insert into run_attempt (run_id, version_id, node_id, visit, at, code, problem)
        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::timestamptz[], $6::text[], $7::text[])`,
});

/** Writes what runs wait for; replaces what they waited for before. */
export const saveWaits = defineQuery<
  [
    runIds: Many<string>,
    contactIds: Many<string>,
    clockIds: Many<string | null>,
    reasons: Many<string>,
    due: Many<Date | null>,
    eventTypes: Many<string>,
    groupKeys: Many<string | null>,
    heldRanks: Many<number | null>,
  ]
>()({
  columns: {},
  prepared: true,
  sql: `insert into wait (owner_kind, owner_id, contact_id, clock_id, reason, due_at, event_types, group_key, held_rank)
        select 'run', w.id, w.contact_id, w.clock_id, w.reason, w.due_at, array(select jsonb_array_elements_text(w.types)), w.group_key,
               w.held_rank
          from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::jsonb[], $7::text[], $8::smallint[])
            as w(id, contact_id, clock_id, reason, due_at, types, group_key, held_rank)
        on conflict (owner_kind, owner_id) do update set reason = excluded.reason, due_at = excluded.due_at,
          event_types = excluded.event_types, group_key = excluded.group_key, held_rank = excluded.held_rank`,
});

/** Deletes what runs waited for, and the events that they have not processed. */
export const deleteWaits = defineQuery<[runIds: Many<string>]>()({
  columns: {},
  prepared: true,
  sql: `with processed as (delete from wake where owner_kind = 'run' and owner_id = any($1))
        delete from wait where owner_kind = 'run' and owner_id = any($1)`,
});

/** Takes the unprocessed events of runs, oldest first. */
export const takeWakes = defineQuery<[runIds: Many<string>]>()({
  columns: {
    runId: column.uuid,
    eventId: column.uuid,
    depth: column.integer,
    type: column.text(),
    occurredAt: column.timestamp,
    data: column.json<Record<string, unknown>>(),
  },
  prepared: true,
  sql: `with taken as (delete from wake where owner_kind = 'run' and owner_id = any($1) returning owner_id, event_id)
        select t.owner_id as run_id, t.event_id, e.depth, e.type, e.occurred_at, e.data from taken t
         cross join lateral (select depth, type, occurred_at, data from event where event.id = t.event_id limit 1) e
         order by t.event_id`,
});

/** An event that woke a run. */
export type RunWake = QueryRow<typeof takeWakes>;

/** Claims effects for their first attempt, an email with a lease. One that was claimed before is not returned: its outcome may be unknown. */
export const claimFirst = defineQuery<[keys: Many<string>, kinds: Many<string>, leasedUntil: Many<Date | null>]>()({
  columns: { key: column.text() },
  prepared: true,
  sql: `insert into effect (key, kind, state, leased_until)
        select w.key, w.kind, 'claimed', w.leased from unnest($1::text[], $2::text[], $3::timestamptz[]) as w(key, kind, leased)
        on conflict (school_id, key) do nothing returning key`,
});
