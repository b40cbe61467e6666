import { column, defineQuery, orNull } from '@perennial/db';

/** Inputs of the workflows of enrolments. */
export const enrolmentInputs = defineQuery<[enrolmentIds: readonly string[]]>()({
  columns: { enrolmentId: column.uuid, contactId: column.uuid, courseId: column.uuid, clockId: orNull(column.uuid) },
  sql: `select e.id as enrolment_id, e.contact_id, e.course_id, c.clock_id
    from enrolment e join contact c on c.id = e.contact_id where e.id = any($1) order by e.id`,
});

/** Whether any part of a course opens later than immediately. */
const drips = `exists (
  select from course_module m where m.course_id = p.id and m.removed_at is null and m.release->>'mode' <> 'immediate'
  union all select from lesson l where l.course_id = p.id and l.removed_at is null and l.release->>'mode' <> 'immediate')`;

/** Whether a course has lessons that open later; no row for a product that is not a course. */
export const courseById = defineQuery<[courseId: unknown]>()({
  columns: { drips: column.boolean },
  sql: `select ${drips} as drips from product p where p.id = $1 and p.kind = 'course'`,
});

/** Enrols a contact in a course, once. */
export const enrol = defineQuery<[contactId: string, courseId: unknown, at: Date]>()({
  columns: {},
  sql: 'insert into enrolment (contact_id, course_id, enrolled_at) values ($1, $2, $3) on conflict do nothing',
});

/** The enrolment of a contact in a course. */
export const enrolmentOf = defineQuery<[contactId: string, courseId: unknown]>()({
  columns: { id: column.uuid },
  sql: 'select id from enrolment where contact_id = $1 and course_id = $2',
});

/** A batch of enrolments, of one person or of all, with a lesson that opens later, whose time may have changed. */
export const waitingEnrolments = defineQuery<[contactId: string | null, after: string | null, limit: number]>()({
  columns: { id: column.uuid },
  sql: `select w.owner_id as id from wait w where w.owner_kind = 'enrolment' and ($1::uuid is null or w.contact_id = $1)
      and ($2::uuid is null or w.owner_id > $2) order by w.owner_id limit $3`,
});

/**
 * A batch of enrolments that a changed outline affects: lessons may open later, nothing is left to complete, or, if lessons
 * were added, the course is open to them.
 */
export const concernedEnrolments = defineQuery<[courseId: unknown, lessonsAdded: boolean, after: string | null, limit: number]>()(
  {
    columns: { id: column.uuid },
    sql: `select e.id from enrolment e join product p on p.id = e.course_id
      join access a on a.contact_id = e.contact_id and a.product_id = e.course_id
    where e.course_id = $1 and a.open and ($3::uuid is null or e.id > $3)
      and ($2::boolean or ${drips} or (e.completed_at is null and e.progress_percent = 100)
       or exists (select from wait w where w.owner_kind = 'enrolment' and w.owner_id = e.id))
    order by e.id limit $4`,
  },
);
