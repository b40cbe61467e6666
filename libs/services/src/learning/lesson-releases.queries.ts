import { column, defineQuery, orNull, type QueryRow } from '@perennial/db';

/** The learners of a scope; `where` is the column that the ID of the scope is compared with. */
const learnersOf = (where: string) =>
  defineQuery<[wall: Date, id: string | null, only: readonly string[] | null, withoutWaiting: boolean, withRulesOnly: boolean]>()(
    {
      columns: {
        enrolmentId: column.uuid,
        courseId: column.uuid,
        enrolledAt: column.timestamp,
        closedSeconds: column.integer,
        member: orNull(column.text()),
        school: column.text(),
        /** Now for this person, or when the course was closed to them. */
        asOf: column.timestamp,
      },
      sql: `select e.id as enrolment_id, e.course_id, e.enrolled_at, a.closed_seconds,
              c.time_zone as member, s.time_zone as school, case when a.open then coalesce(k.now, $1) else a.changed_at end as as_of
         from enrolment e
         join access a on a.contact_id = e.contact_id and a.product_id = e.course_id
         join contact c on c.id = e.contact_id join school s on s.id = c.school_id left join clock k on k.id = c.clock_id
        where a.changed_at is not null and ($2::uuid is null or ${where} = $2) and ($3::uuid[] is null or e.id = any($3))
          and exists (select from lesson l where l.course_id = e.course_id and l.removed_at is null and not exists (
            select from lesson_progress p where p.enrolment_id = e.id and p.lesson_id = l.id
               and coalesce(p.unlocked_at, p.released_at, p.opened_at) is not null))
          and (not $5 or exists (
            select from course_module m where m.course_id = e.course_id and m.removed_at is null and m.release->>'mode' <> 'immediate'
            union all
            select from lesson l where l.course_id = e.course_id and l.removed_at is null and l.release->>'mode' <> 'immediate'))
          and not ($4 and exists (select from wait w where w.owner_kind = 'enrolment' and w.owner_id = e.id
            and (w.due_at is null or w.due_at > coalesce(k.now, $1))
            and not exists (select from wake where wake.owner_kind = 'enrolment' and wake.owner_id = e.id)))
        order by e.id`,
    },
  );

/** Enrolments with a lesson that is not known to be open, by whom or what a change concerns. */
export const learners = {
  school: learnersOf('e.id'),
  course: learnersOf('e.course_id'),
  contact: learnersOf('e.contact_id'),
  enrolment: learnersOf('e.id'),
};

/** An enrolment with everything its schedule depends on besides the course. */
export type Learner = QueryRow<typeof learners.school>;
