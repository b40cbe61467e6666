import { column, defineQuery, orNull } from '@perennial/db';

/** Schools with active automations that start on a date or a schedule. Needs no school in scope. */
export const datedSchools = defineQuery()({
  columns: { schoolId: column.uuid },
  sql: 'select id as school_id from dated_schools() as id',
});

/** Active automations of the school that start on a date or a schedule. */
export const datedVersions = defineQuery()({
  columns: { automationId: column.uuid, versionId: column.uuid, publishedAt: column.timestamp, timeZone: column.text() },
  sql: `select a.id as automation_id, v.id as version_id, v.published_at, s.time_zone
          from automation a join automation_version v on v.id = a.published_version_id join school s on s.id = a.school_id
         where a.state = 'active' and v.trigger_types && array['date.reached', 'schedule.reached'] order by a.id`,
});

/**
 * Stores the settings of the triggers, given as a list in JSON, where they are new or differ, with the instant from which they count.
 * Returns the instants of all.
 */
export const storeTriggers = defineQuery<[triggers: string]>()({
  columns: { automationId: column.uuid, nodeId: column.text(), since: column.timestamp },
  sql: `with wanted as (
          select * from jsonb_to_recordset($1::jsonb) as w(automation_id uuid, node_id text, settings text, since timestamptz)
        ), stored as (
          insert into dated_trigger as d (automation_id, node_id, settings, since)
          select automation_id, node_id, settings, since from wanted order by automation_id, node_id
          on conflict (automation_id, node_id) do update set settings = excluded.settings, since = excluded.since
           where d.settings <> excluded.settings
          returning automation_id, node_id, since
        )
        select automation_id, node_id, since from stored
        union all
        select d.automation_id, d.node_id, d.since from dated_trigger d join wanted w using (automation_id, node_id)
         where not exists (select from stored s where s.automation_id = d.automation_id and s.node_id = d.node_id)`,
});

/** The first ID. */
const first = `'00000000-0000-0000-0000-000000000000'`;

/**
 * Contacts on a clock, or on none, with a date in a contact field. Only those with one of the days, or of the days of a year, where they are
 * given.
 */
export const fieldDates = defineQuery<
  [
    fieldId: string,
    clockId: string | null,
    days: readonly string[] | null,
    yearDays: readonly string[] | null,
    after: string | null,
    limit: number,
  ]
>()({
  columns: { id: column.uuid, contactId: column.uuid, timeZone: orNull(column.text()), day: column.text(), what: column.text() },
  sql: `select c.id, c.id as contact_id, c.time_zone, d.day, f.name as what
          from contact_field f join contact_field_stored s on s.field_id = f.id join contact c on c.id = s.contact_id
         cross join lateral (select s.value #>> '{}' as day) d
         where f.id = $1 and f.type = 'date' and c.clock_id is not distinct from $2
           and ($3::text[] is null or d.day = any($3)) and ($4::text[] is null or substr(d.day, 6) = any($4))
           and c.id > coalesce($5::uuid, ${first}) order by c.id limit $6`,
});

/** Dates of memberships of contacts on a clock, or on none; only those between two instants or on days of a year, where they are given. */
export const membershipDates = defineQuery<
  [
    source: string,
    clockId: string | null,
    from: Date | null,
    to: Date | null,
    yearDays: readonly string[] | null,
    isBefore: boolean,
    after: string | null,
    limit: number,
  ]
>()({
  columns: {
    id: column.uuid,
    contactId: column.uuid,
    timeZone: orNull(column.text()),
    at: column.timestamp,
    planId: column.uuid,
    planTitle: column.text(),
  },
  sql: `select m.id, c.id as contact_id, c.time_zone, d.at, p.id as plan_id, p.title as plan_title
          from membership m join contact c on c.id = m.contact_id join plan p on p.id = m.plan_id
         cross join lateral (select case $1::text when 'trialEnd' then m.trial_ends_at when 'renewal' then m.current_period_ends_at
             when 'membershipEnd' then coalesce(m.ended_at, m.ends_at) else m.started_at end as at) d
         where d.at is not null and c.clock_id is not distinct from $2 and m.state not in ('pending', 'abandoned')
           and ($3::timestamptz is null or d.at between $3 and $4)
           and ($5::text[] is null or to_char(d.at at time zone 'UTC', 'MM-DD') = any($5))
           and case $1::text
                 -- A trial that was cancelled early ends with its membership, and one that was paid early has ended.
                 when 'trialEnd' then (m.state = 'trialing' or not $6) and (m.ended_at is null or m.ended_at >= m.trial_ends_at)
                 when 'renewal' then m.state = 'active' and m.ends_at is null
                 when 'membershipEnd' then true
                 else m.state <> 'ended' end
           and m.id > coalesce($7::uuid, ${first}) order by m.id limit $8`,
});

/** Time zones of contacts on a clock, or on none; null for those without their own. */
export const zonesOfContacts = defineQuery<[clockId: string | null]>()({
  columns: { timeZone: orNull(column.text()) },
  sql: 'select distinct time_zone from contact where clock_id is not distinct from $1 order by time_zone nulls first',
});

/** Begins to add the people of a time of a schedule, unless somebody has begun. */
export const beginPass = defineQuery<[automationId: string, nodeId: string, slot: string, scheduledFor: Date]>()({
  columns: {},
  sql: `insert into schedule_pass (automation_id, node_id, slot, scheduled_for) values ($1, $2, $3, $4) on conflict do nothing`,
});

/** How far a time of a schedule is, unless another process adds its people at the moment. */
export const takePass = defineQuery<[automationId: string, nodeId: string, slot: string]>()({
  columns: { passAfter: orNull(column.uuid), isDone: column.boolean },
  sql: `select pass_after, is_done from schedule_pass where automation_id = $1 and node_id = $2 and slot = $3 for update skip locked`,
});

/** Where the next page of a time of a schedule begins, or that it is complete. */
export const continuePassOf = defineQuery<
  [automationId: string, nodeId: string, slot: string, after: string | null, isDone: boolean]
>()({
  columns: {},
  sql: `update schedule_pass set pass_after = coalesce($4, pass_after), is_done = $5
         where automation_id = $1 and node_id = $2 and slot = $3`,
});

/** Removes times of schedules that are complete and too old to fire again. */
export const removeOldPasses = defineQuery<[before: Date]>()({
  columns: {},
  sql: 'delete from schedule_pass where scheduled_for < $1',
});

/** The next contacts of a time of a schedule: on a clock or on none, in a segment or in none, with a time zone or any. */
export const scheduledContacts = defineQuery<
  [
    clockId: string | null,
    segmentId: string | null,
    isAnyZone: boolean,
    timeZone: string | null,
    after: string | null,
    limit: number,
  ]
>()({
  columns: { id: column.uuid },
  sql: `select c.id from contact c
         where c.clock_id is not distinct from $1
           and ($2::uuid is null or exists (select from segment_member m where m.segment_id = $2 and m.contact_id = c.id))
           and ($3 or c.time_zone is not distinct from $4)
           and c.id > coalesce($5::uuid, ${first}) order by c.id limit $6`,
});
