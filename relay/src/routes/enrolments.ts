import { type EnrolmentInput, start, type WorkflowCall } from '@perennial/contracts';
import type { EntityManager } from 'typeorm';
import { type EventRouter, nothing, type Routed, type RoutedEntry } from '../router.js';

/** Enrolments in one batch. A course may have thousands; each takes a call to Temporal. */
export const enrolmentBatch = 100;

/** Courses with lessons that open over time, and what changes when they open. */
export const enrolments: EventRouter = {
  name: 'enrolments',
  events: ['access.gained', 'course.outline_changed', 'contact.time_zone_changed', 'school.time_zone_changed'],
  async route(em, entry) {
    const { contactId, data, occurredAt } = entry.event;
    switch (entry.event.type) {
      case 'access.gained': {
        const enrolmentId = contactId && (await enrol(em, contactId, data.productId, occurredAt));
        return enrolmentId ? wakeAll(em, entry, [enrolmentId]) : nothing;
      }
      case 'course.outline_changed':
        return wakeAll(em, entry, await concernedBy(em, data, entry.after));
      case 'contact.time_zone_changed':
        return wakeAll(em, entry, await waiting(em, contactId, entry.after));
      case 'school.time_zone_changed':
        return wakeAll(em, entry, await waiting(em, null, entry.after));
      default:
        return nothing;
    }
  },
  restarts: { enrolment: (em, { schoolId }, enrolmentId) => enrolmentStarts(em, schoolId, [enrolmentId]) },
};

/** Starts or signals enrolments. A workflow whose course is fully open starts, finds nothing to do and completes. */
export async function enrolmentStarts(
  em: EntityManager,
  schoolId: string,
  enrolmentIds: readonly string[],
): Promise<WorkflowCall[]> {
  if (enrolmentIds.length === 0) return [];
  const rows: Omit<EnrolmentInput, 'schoolId'>[] = await em.query(
    `select e.id as "enrolmentId", e.contact_id as "contactId", e.course_id as "courseId", c.clock_id as "clockId"
       from enrolment e join contact c on c.id = e.contact_id where e.id = any($1) order by e.id`,
    [enrolmentIds],
  );
  return rows.map((row) => start('enrolment', { schoolId, ...row }));
}

async function wakeAll(em: EntityManager, { schoolId, event }: RoutedEntry, enrolmentIds: readonly string[]): Promise<Routed> {
  if (enrolmentIds.length === 0) return nothing;
  await em.query(
    `insert into wake (owner_kind, owner_id, event_id) select 'enrolment', unnest($1::uuid[]), $2 on conflict do nothing`,
    [enrolmentIds, event.id],
  );
  const calls = await enrolmentStarts(em, schoolId, enrolmentIds);
  const last = enrolmentIds.at(-1);
  return enrolmentIds.length < enrolmentBatch || last === undefined ? { calls } : { calls, continueAfter: last };
}

/** Whether any part of a course opens later than immediately. */
const drips = `exists (
  select from course_module m where m.course_id = p.id and m.removed_at is null and m.release->>'mode' <> 'immediate'
  union all select from lesson l where l.course_id = p.id and l.removed_at is null and l.release->>'mode' <> 'immediate')`;

/** The first access to a course creates the enrolment. Returns its ID where lessons open over time. */
async function enrol(em: EntityManager, contactId: string, courseId: unknown, at: Date): Promise<string | null> {
  const courses: { drips: boolean }[] = await em.query(
    `select ${drips} as drips from product p where p.id = $1 and p.kind = 'course'`,
    [courseId],
  );
  const [course] = courses;
  if (!course) return null;
  await em.query('insert into enrolment (contact_id, course_id, enrolled_at) values ($1, $2, $3) on conflict do nothing', [
    contactId,
    courseId,
    at,
  ]);
  if (!course.drips) return null;
  const rows: { id: string }[] = await em.query('select id from enrolment where contact_id = $1 and course_id = $2', [
    contactId,
    courseId,
  ]);
  return rows[0]?.id ?? null;
}

/** Enrolments for which a lesson opens later, of one person or of all: its hour may have changed. */
async function waiting(em: EntityManager, contactId: string | null, after: string | null): Promise<string[]> {
  const rows: { id: string }[] = await em.query(
    `select w.owner_id as id from wait w where w.owner_kind = 'enrolment' and ($1::uuid is null or w.contact_id = $1)
        and ($2::uuid is null or w.owner_id > $2) order by w.owner_id limit ${enrolmentBatch}`,
    [contactId, after],
  );
  return rows.map((row) => row.id);
}

/**
 * Whom a changed outline concerns: those for whom lessons may open later, those for whom nothing is left to do, and, where
 * lessons were added, everyone who can open the course.
 */
async function concernedBy(
  em: EntityManager,
  { courseId, addedLessonIds }: Record<string, unknown>,
  after: string | null,
): Promise<string[]> {
  const grew = Array.isArray(addedLessonIds) && addedLessonIds.length > 0;
  const rows: { id: string }[] = await em.query(
    `select e.id from enrolment e join product p on p.id = e.course_id
       join access a on a.contact_id = e.contact_id and a.product_id = e.course_id
      where e.course_id = $1 and a.open and ($3::uuid is null or e.id > $3)
        and ($2 or ${drips} or (e.completed_at is null and e.progress_percent = 100)
         or exists (select from wait w where w.owner_kind = 'enrolment' and w.owner_id = e.id))
      order by e.id limit ${enrolmentBatch}`,
    [courseId, grew, after],
  );
  return rows.map((row) => row.id);
}
