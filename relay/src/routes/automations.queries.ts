import { column, defineQuery, orNull } from '@perennial/db';

/** Published versions of active automations of the school in scope, with its time zone and the generation of its triggers. At least one row. */
export const activeVersions = defineQuery()({
  columns: {
    timeZone: column.text(),
    generation: column.integer,
    automationId: orNull(column.uuid),
    versionId: orNull(column.uuid),
  },
  sql: `select s.time_zone, coalesce(g.generation, 0) as generation, a.id as automation_id, a.published_version_id as version_id
    from school s left join trigger_generation g on g.school_id = s.id
    left join automation a on a.state = 'active' and a.published_version_id is not null
    order by a.id`,
});

/**
 * Enters runs, given as a list in JSON, in its order; no row for one that a unique key prevents.
 * `dispatch_id` is null where the event of the run names its dispatch. A run that enters within ten seconds of a grouped one of the same
 * automation is grouped as well: relays decide a burst in several batches, and the last may be small.
 */
export const enterRuns = defineQuery<[runs: string]>()({
  prepared: true,
  columns: { id: column.uuid, automationId: column.uuid, eventId: column.uuid },
  sql: `insert into automation_run (automation_id, version_id, contact_id, event_id, dispatch_id, grouped, entry_key, single, cursor, depth, started_at,
        state, last_result, problem)
      select automation_id, version_id, contact_id, event_id, dispatch_id, grouped or (on_wall and exists (
          select from automation_run g where g.automation_id = run.automation_id and g.grouped
             and g.started_at between run.started_at - interval '10 seconds' and run.started_at)), entry_key, single, cursor, depth, started_at,
        state, last_result, problem
      from jsonb_to_recordset($1::jsonb) as run(place int, automation_id uuid, version_id uuid, contact_id uuid, event_id uuid, dispatch_id uuid,
        grouped boolean, on_wall boolean, entry_key text, single boolean, cursor jsonb, depth int, started_at timestamptz, state text, last_result jsonb, problem text)
      order by place
    on conflict do nothing returning id, automation_id, event_id`,
});

/** Records why events did not enter automations, given as a list in JSON. */
export const recordNonEntries = defineQuery<[nonEntries: string]>()({
  prepared: true,
  columns: {},
  sql: `insert into non_entry (automation_id, contact_id, event_id, reason, evidence)
    select automation_id, contact_id, event_id, reason, evidence
    from jsonb_to_recordset($1::jsonb) as entry(automation_id uuid, contact_id uuid, event_id uuid, reason text, evidence jsonb)`,
});

/**
 * How often people have entered automations since an instant, and whether one of the runs is parked because of that. Automations and people are
 * parallel lists.
 */
export const recentEntries = defineQuery<[automationIds: readonly string[], contactIds: readonly string[], since: Date]>()({
  prepared: true,
  columns: { automationId: column.uuid, contactId: column.uuid, entries: column.integer, parked: column.boolean },
  sql: `select r.automation_id, r.contact_id, count(*)::int as entries,
      bool_or(r.state = 'parked' and coalesce(r.last_result->>'code' = 'entry_loop', false)) as parked
    from (select distinct * from unnest($1::uuid[], $2::uuid[])) as pair(automation_id, contact_id)
    join automation_run r on r.automation_id = pair.automation_id and r.contact_id = pair.contact_id
    where r.started_at > $3 group by r.automation_id, r.contact_id`,
});

/** The test clocks of people; no row without one. */
export const clocksOf = defineQuery<[contactIds: readonly string[]]>()({
  prepared: true,
  columns: { contactId: column.uuid, now: column.timestamp },
  sql: 'select c.id as contact_id, k.now from contact c join clock k on k.id = c.clock_id where c.id = any($1)',
});
