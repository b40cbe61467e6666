import { column, defineQuery, orNull } from '@perennial/db';
import type { MembershipFact } from '@perennial/domain/conditions';
import type { ContactFieldValue } from '@perennial/domain/people';

/** An event, and the time zone of its school. */
export const eventWithZone = defineQuery<[eventId: string]>()({
  columns: {
    id: column.uuid,
    type: column.text(),
    occurredAt: column.timestamp,
    data: column.json<Record<string, unknown>>(),
    timeZone: column.text(),
  },
  sql: `select e.id, e.type, e.occurred_at, e.data, s.time_zone from event e join school s on s.id = e.school_id where e.id = $1`,
});

/** The memberships of a person. */
export const membershipsOf = defineQuery<[contactId: string | null]>()({
  columns: { membershipId: column.uuid, planId: column.uuid, state: column.text<MembershipFact['state']>() },
  sql: 'select id as membership_id, plan_id, state from membership where contact_id = $1 order by id',
});

/** Products that are open to a person. */
export const openProducts = defineQuery<[contactId: string | null, now: Date]>()({
  columns: { productId: column.uuid },
  sql: `select distinct product_id from entitlement where contact_id = $1 and starts_at <= $2
           and (ends_at is null or ends_at > $2) and revoked_at is null`,
});

/** A person with their tags, and the tags in use in place of merged ones. */
export const personById = defineQuery<[contactId: string]>()({
  columns: {
    name: column.text(),
    email: column.text(),
    timezone: orNull(column.text()),
    clockId: orNull(column.uuid),
    createdAt: column.timestamp,
    tags: column.textArray(),
    mergedTags: orNull(column.json<Record<string, string>>()),
  },
  sql: `select c.name, c.email, c.time_zone as timezone, c.clock_id, c.created_at,
               array(select t.tag_id::text from contact_tag t where t.contact_id = c.id order by t.tag_id) as tags,
               (select jsonb_object_agg(m.id, m.merged_into_id) from tag m where m.merged_into_id is not null) as merged_tags
          from contact c where c.id = $1`,
});

/** The contact fields of the school, each with the value of a person. */
export const contactFieldsOf = defineQuery<[contactId: string | null]>()({
  columns: { id: column.uuid, name: column.text(), value: orNull(column.json<ContactFieldValue>()) },
  sql: `select f.id, f.name, s.value from contact_field f
          left join contact_field_stored s on s.field_id = f.id and s.contact_id = $1`,
});

/** How far a person is in a course. */
export const progressInCourse = defineQuery<[contactId: string | null, courseId: string]>()({
  columns: { progressPercent: column.integer, completed: column.boolean },
  sql: `select progress_percent, completed_at is not null as completed from enrolment where contact_id = $1 and course_id = $2`,
});

/** The graph of a published version, as it is stored. */
export const graphOfVersion = defineQuery<[versionId: string]>()({
  columns: { graph: column.json<unknown>(), number: column.integer },
  sql: 'select graph, number from automation_version where id = $1',
});
