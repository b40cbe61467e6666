import { column, defineQuery } from '@perennial/db';

/** Lessons that count and how many of them each person has completed. Where no lesson is required, every one counts. */
const countLessons = `with taught as (
    select id, required from lesson where course_id = $1 and removed_at is null
  ), counting as (
    select id from taught where required or not exists (select from taught where required)
  ), counted as (
    select e.id as enrolment_id, count(p.completed_at) as done, (select count(*) from counting) as total
      from enrolment e left join lesson_progress p on p.enrolment_id = e.id and p.lesson_id in (select id from counting)
     where e.course_id = $1 group by e.id
  )`;

/** How many lessons of a course count, and how many of them one person has completed. */
export const progressOfEnrolment = defineQuery<[courseId: string, enrolmentId: string]>()({
  columns: { done: column.integer, total: column.integer, courseTitle: column.text() },
  sql: `${countLessons} select coalesce(done, 0)::int as done, coalesce(total, 0)::int as total, p.title as course_title
         from product p left join counted on counted.enrolment_id = $2 where p.id = $1`,
});

/** Recalculates the progress of everyone in a course. */
export const recountCourse = defineQuery<[courseId: string]>()({
  columns: {},
  sql: `${countLessons} update enrolment e set progress_percent = case when total = 0 then 0 else 100 * done / total end
         from counted where counted.enrolment_id = e.id`,
});
