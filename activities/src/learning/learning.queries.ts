import { column, defineQuery } from '@perennial/db';

/** The newest event that set the end of a grant. */
export const grantDated = defineQuery<[entitlementId: string]>()({
  columns: { eventId: column.uuid, depth: column.integer },
  sql: `select id as event_id, depth from event where type = 'grant.dated' and data->>'entitlementId' = $1 order by id desc limit 1`,
});

/** Records when lessons unlocked; an earlier instant stays. */
export const recordUnlocked = defineQuery<[enrolmentId: string, lessonIds: readonly string[], at: string]>()({
  columns: {},
  sql: `insert into lesson_progress (enrolment_id, lesson_id, unlocked_at) select $1, unnest($2::uuid[]), $3
        on conflict (enrolment_id, lesson_id) do update set unlocked_at = coalesce(lesson_progress.unlocked_at, excluded.unlocked_at)`,
});

/** Entitlements to a course that a membership granted and has not revoked, whether or not they have expired. */
export const membershipRights = defineQuery<[contactId: string, courseId: string]>()({
  columns: { id: column.uuid },
  sql: `select id from entitlement where contact_id = $1 and product_id = $2 and source = 'membership' and revoked_at is null`,
});
