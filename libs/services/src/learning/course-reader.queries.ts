import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';

/** Current modules of courses. */
export const modulesOfCourses = defineQuery<[courseIds: readonly string[]]>()({
  columns: { id: column.uuid, courseId: column.uuid, title: column.text(), release: column.json<object>() },
  sql: `select id, course_id, title, release from course_module
         where course_id = any($1::uuid[]) and removed_at is null order by position, id`,
});

/** Current lessons of courses, without their content. */
export const lessonsOfCourses = defineQuery<[courseIds: readonly string[]]>()({
  columns: {
    id: column.uuid,
    moduleId: column.uuid,
    title: column.text(),
    kind: column.text<'text' | 'video'>(),
    required: column.boolean,
    preview: column.boolean,
    release: column.json<object>(),
  },
  sql: `select id, module_id, title, kind, required, preview, release from lesson
         where course_id = any($1::uuid[]) and removed_at is null order by position, id`,
});

/** What people have done in the lessons of their courses. */
export const progressOfEnrolments = defineQuery<[enrolmentIds: readonly string[]]>()({
  columns: {
    enrolmentId: column.uuid,
    lessonId: column.uuid,
    openedAt: orNull(column.timestamp),
    completedAt: orNull(column.timestamp),
    unlockedAt: orNull(column.timestamp),
    releasedAt: orNull(column.timestamp),
    seconds: column.integer,
  },
  sql: `select enrolment_id, lesson_id, opened_at, completed_at, unlocked_at, released_at, seconds
          from lesson_progress where enrolment_id = any($1)`,
});

/** When a course was last opened to a person, and for how long it was closed before that. */
export const accessToCourse = defineQuery<[contactId: string, courseId: string]>()({
  columns: { since: orNull(column.timestamp), closedSeconds: column.integer },
  sql: `select case when open then changed_at end as since, closed_seconds from access where contact_id = $1 and product_id = $2`,
});

/** The time zones for a person's release rules. */
export const zonesOfContact = defineQuery<[contactId: string]>()({
  columns: { member: orNull(column.text()), school: column.text() },
  sql: 'select c.time_zone as member, s.time_zone as school from contact c join school s on s.id = c.school_id where c.id = $1',
});

/** The time zones for a person's release rules. */
export type Zones = QueryRow<typeof zonesOfContact>;
