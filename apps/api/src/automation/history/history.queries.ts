import { type AutomationRun, column, defineQuery, orNull } from '@perennial/db';
import type { PastVisit } from '@perennial/domain/automation';
import type { MembershipFact } from '@perennial/domain/conditions';
import type { ContactFieldValue } from '@perennial/domain/people';

/** The newest entries of an automation, each with the event that it started with, the person, and their business time. */
export const newestEntries = defineQuery<[automationId: string, limit: number]>()({
  columns: {
    id: column.uuid,
    state: column.text<AutomationRun['state']>(),
    versionId: column.uuid,
    startedAt: column.timestamp,
    finishedAt: orNull(column.timestamp),
    outputs: orNull(column.json<Readonly<Record<string, Readonly<Record<string, unknown>>>>>()),
    eventId: column.uuid,
    eventType: column.text(),
    occurredAt: column.timestamp,
    data: column.json<Readonly<Record<string, unknown>>>(),
    contactId: orNull(column.uuid),
    contactName: orNull(column.text()),
    contactEmail: orNull(column.text()),
    clockNow: orNull(column.timestamp),
  },
  sql: `select r.id, r.state, r.version_id, r.started_at, r.finished_at, r.cursor->'outputs' as outputs,
               e.id as event_id, e.type as event_type, e.occurred_at, e.data,
               c.id as contact_id, c.name as contact_name, c.email as contact_email, k.now as clock_now
          from (select * from automation_run where automation_id = $1 order by started_at desc, id desc limit $2) r
          join event e on e.id = r.event_id
          left join contact c on c.id = r.contact_id left join clock k on k.id = c.clock_id
         order by r.started_at desc, r.id desc`,
});

/** Versions by their IDs. */
export const versionsByIds = defineQuery<[ids: readonly string[]]>()({
  columns: { id: column.uuid, number: column.integer, graph: column.json<unknown>() },
  sql: 'select id, number, graph from automation_version where id = any($1::uuid[])',
});

/** The visits of runs, in order. */
export const visitsOfRuns = defineQuery<[runIds: readonly string[], perRun: number]>()({
  columns: {
    runId: column.uuid,
    nodeId: column.text(),
    visit: column.integer,
    port: orNull(column.text()),
    enteredAt: column.timestamp,
    leftAt: orNull(column.timestamp),
    values: orNull(column.json<PastVisit['values']>()),
  },
  sql: `select v.run_id, v.node_id, v.visit, v.port, v.entered_at, v.left_at, v.evidence->'values' as values
          from unnest($1::uuid[]) r (id)
          cross join lateral (select * from run_visit where run_id = r.id order by visit limit $2) v
         order by v.run_id, v.visit`,
});

/** What happened to people after some instants, of some types: for each instant the first ones. */
export const eventsAfter = defineQuery<
  [runIds: readonly string[], contactIds: readonly string[], since: readonly Date[], types: readonly string[], perRun: number]
>()({
  columns: {
    runId: column.uuid,
    id: column.uuid,
    type: column.text(),
    occurredAt: column.timestamp,
    data: column.json<Readonly<Record<string, unknown>>>(),
  },
  sql: `select r.id as run_id, e.id, e.type, e.occurred_at, e.data
          from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) r (id, contact_id, since)
          cross join lateral (
            select * from event
             where contact_id = r.contact_id and occurred_at > r.since and type = any($4::text[])
             order by id limit $5) e
         order by r.id, e.occurred_at, e.id`,
});

/** People with their tags, and the tags in use in place of merged ones. */
export const peopleByIds = defineQuery<[ids: readonly string[]]>()({
  columns: {
    id: column.uuid,
    name: column.text(),
    email: column.text(),
    timezone: orNull(column.text()),
    clockId: orNull(column.uuid),
    createdAt: column.timestamp,
    tags: column.textArray(),
    mergedTags: orNull(column.json<Record<string, string>>()),
  },
  sql: `select c.id, c.name, c.email, c.time_zone as timezone, c.clock_id, c.created_at,
               array(select t.tag_id::text from contact_tag t where t.contact_id = c.id order by t.tag_id) as tags,
               (select jsonb_object_agg(m.id, m.merged_into_id) from tag m where m.merged_into_id is not null) as merged_tags
          from contact c where c.id = any($1::uuid[])`,
});

/** The memberships of people. */
export const membershipsOfPeople = defineQuery<[ids: readonly string[]]>()({
  columns: {
    contactId: column.uuid,
    membershipId: column.uuid,
    planId: column.uuid,
    state: column.text<MembershipFact['state']>(),
  },
  sql: `select contact_id, id as membership_id, plan_id, state from membership where contact_id = any($1::uuid[]) order by id`,
});

/** Products that are open to people, each at their business time. */
export const openProductsOfPeople = defineQuery<[ids: readonly string[], now: Date]>()({
  columns: { contactId: column.uuid, productId: column.uuid },
  sql: `select distinct n.contact_id, n.product_id
          from entitlement n join contact c on c.id = n.contact_id left join clock k on k.id = c.clock_id
         where n.contact_id = any($1::uuid[]) and n.starts_at <= coalesce(k.now, $2) and n.revoked_at is null
           and (n.ends_at is null or n.ends_at > coalesce(k.now, $2))`,
});

/** The values of contact fields of people. */
export const fieldValuesOfPeople = defineQuery<[ids: readonly string[]]>()({
  columns: { contactId: column.uuid, fieldId: column.uuid, name: column.text(), value: column.json<ContactFieldValue>() },
  sql: `select s.contact_id, s.field_id, f.name, s.value from contact_field_stored s join contact_field f on f.id = s.field_id
         where s.contact_id = any($1::uuid[])`,
});

/** How far people are in their courses. */
export const progressOfPeople = defineQuery<[ids: readonly string[]]>()({
  columns: { contactId: column.uuid, courseId: column.uuid, progressPercent: column.integer, completed: column.boolean },
  sql: `select contact_id, course_id, progress_percent, completed_at is not null as completed
          from enrolment where contact_id = any($1::uuid[])`,
});

/** The segments that people are in. */
export const segmentsOfPeople = defineQuery<[ids: readonly string[]]>()({
  columns: { contactId: column.uuid, segmentId: column.uuid },
  sql: 'select contact_id, segment_id from segment_member where contact_id = any($1::uuid[])',
});
