import { column, defineQuery, orNull, type Product, type QueryRow } from '@perennial/db';

const openNow = `exists (
  select from entitlement t where t.contact_id = $1 and t.product_id = p.id and t.revoked_at is null
     and t.starts_at <= coalesce(k.now, $3) and (t.ends_at is null or t.ends_at > coalesce(k.now, $3)))`;

/**
 * Courses for one person (null: a visitor) at the time of their clock: whether a live right opens each, their enrolment and
 * what release rules count from. Those with the IDs; without IDs those that are open.
 */
export const coursesForPerson = defineQuery<[contactId: string | null, courseIds: readonly string[] | null, wall: Date]>()({
  columns: {
    id: column.uuid,
    title: column.text(),
    slug: column.text(),
    description: column.text(),
    status: column.text<Product['status']>(),
    now: column.timestamp,
    open: column.boolean,
    openSince: orNull(column.timestamp),
    closedSeconds: column.integer,
    memberZone: orNull(column.text()),
    schoolZone: column.text(),
    enrolmentId: orNull(column.uuid),
    enrolledAt: orNull(column.timestamp),
    startedAt: orNull(column.timestamp),
    completedAt: orNull(column.timestamp),
    progressPercent: orNull(column.integer),
    lastLessonId: orNull(column.uuid),
  },
  sql: `select p.id, p.title, p.slug, p.description, p.status, coalesce(k.now, $3) as now, held.open,
               case when a.open then a.changed_at end as open_since, coalesce(a.closed_seconds, 0) as closed_seconds,
               c.time_zone as member_zone, s.time_zone as school_zone,
               e.id as enrolment_id, e.enrolled_at, e.started_at, e.completed_at, e.progress_percent, e.last_lesson_id
          from product p
          join school s on s.id = p.school_id
          left join contact c on c.id = $1
          left join clock k on k.id = c.clock_id
          left join enrolment e on e.contact_id = $1 and e.course_id = p.id
          left join access a on a.contact_id = $1 and a.product_id = p.id
         cross join lateral (select ${openNow} as open) held
         where p.kind = 'course' and (p.id = any($2::uuid[]) or ($2::uuid[] is null and held.open))
         order by p.title, p.id`,
});

/** A course for one person. */
export type CourseForPerson = QueryRow<typeof coursesForPerson>;

/** The course of a lesson that is taught now. */
export const courseOfLesson = defineQuery<[lessonId: string]>()({
  columns: { courseId: column.uuid },
  sql: 'select course_id from lesson where id = $1 and removed_at is null',
});

/** Memberships of a person that include a course first, then plans on sale that do. */
export const plansWithCourse = defineQuery<[courseId: string, contactId: string | null]>()({
  columns: { planTitle: column.text(), slug: orNull(column.text()), membershipId: orNull(column.uuid) },
  sql: `select p.title as plan_title, case when p.status = 'published' then p.slug end as slug, m.id as membership_id
          from plan p join plan_item i on i.plan_id = p.id and i.product_id = $1
          left join membership m on m.plan_id = p.id and m.contact_id = $2 and m.state not in ('pending', 'ended', 'abandoned')
         where p.status = 'published' or m.id is not null
         order by m.id is null, p.price_amount, p.id`,
});

/** Published courses that a person took, without the courses with these IDs. */
export const coursesTaken = defineQuery<[contactId: string, without: readonly string[]]>()({
  columns: { id: column.uuid, title: column.text(), progressPercent: column.integer, completedAt: orNull(column.timestamp) },
  sql: `select p.id, p.title, e.progress_percent, e.completed_at from enrolment e join product p on p.id = e.course_id
         where e.contact_id = $1 and not (p.id = any($2::uuid[])) and p.status = 'published'
           and (e.completed_at is not null or e.progress_percent > 0 or e.started_at is not null)
         order by e.completed_at desc nulls last, p.title, p.id`,
});

/** The time zone that instants are shown in to a person. */
export const zoneOfContact = defineQuery<[contactId: string]>()({
  columns: { zone: column.text() },
  sql: 'select coalesce(c.time_zone, s.time_zone) as zone from contact c join school s on s.id = c.school_id where c.id = $1',
});

/** Completes a lesson; no row where it was completed before. */
export const completeLesson = defineQuery<[enrolmentId: string, lessonId: string, now: Date]>()({
  columns: { completions: column.integer },
  sql: `update lesson_progress set completed_at = $3, completions = completions + 1
         where enrolment_id = $1 and lesson_id = $2 and completed_at is null returning completions`,
});
