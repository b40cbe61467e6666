import type { EnrolmentInput } from '@perennial/contracts';
import type { EntityManager } from 'typeorm';
import type { TemporalCall } from './calls.js';
import type { OutboxEntry } from './outbox.js';

/** What an event means for courses and certificates. Writes enrolments and wake rows; returns the calls that follow. */
export async function routeLearning(em: EntityManager, { event, schoolId }: OutboxEntry): Promise<TemporalCall[]> {
  const { id, contactId, data } = event;
  switch (event.type) {
    case 'access.gained': {
      const enrolmentId = contactId && (await enrol(em, contactId, data.productId, event.occurredAt));
      return enrolmentId ? wakeEnrolments(em, schoolId, id, [enrolmentId]) : [];
    }
    case 'course.outline_changed':
      return wakeEnrolments(em, schoolId, id, await concernedBy(em, data));
    case 'contact.time_zone_changed':
      return wakeEnrolments(em, schoolId, id, await waitingFor(em, contactId));
    case 'school.time_zone_changed':
      return wakeEnrolments(em, schoolId, id, await waitingFor(em, null));
    case 'certificate.requested': {
      const { certificateId, courseId } = data;
      if (contactId === null || typeof certificateId !== 'string' || typeof courseId !== 'string') return [];
      return [{ kind: 'issueCertificate', input: { schoolId, certificateId, contactId, courseId } }];
    }
    default:
      return [];
  }
}

/** The call that wakes enrolments; one whose workflow is over starts anew, looks, and is over again. */
export async function callsToEnrolments(
  em: EntityManager,
  schoolId: string,
  enrolmentIds: readonly string[],
): Promise<TemporalCall[]> {
  if (enrolmentIds.length === 0) return [];
  const rows: Omit<EnrolmentInput, 'schoolId'>[] = await em.query(
    `select e.id as "enrolmentId", e.contact_id as "contactId", e.course_id as "courseId", c.clock_id as "clockId"
       from enrolment e join contact c on c.id = e.contact_id where e.id = any($1) order by e.id`,
    [enrolmentIds],
  );
  return [{ kind: 'wakeEnrolments', inputs: rows.map((row) => ({ schoolId, ...row })) }];
}

async function wakeEnrolments(
  em: EntityManager,
  schoolId: string,
  eventId: string,
  enrolmentIds: readonly string[],
): Promise<TemporalCall[]> {
  if (enrolmentIds.length === 0) return [];
  await em.query(
    `insert into wake (owner_kind, owner_id, event_id) select 'enrolment', unnest($1::uuid[]), $2 on conflict do nothing`,
    [enrolmentIds, eventId],
  );
  return callsToEnrolments(em, schoolId, enrolmentIds);
}

/** Whether any part of a course opens later than at once. */
const drips = `exists (
  select from course_module m where m.course_id = p.id and m.removed_at is null and m.release->>'mode' <> 'immediate'
  union all select from lesson l where l.course_id = p.id and l.removed_at is null and l.release->>'mode' <> 'immediate')`;

/** The first access to a course makes the enrolment. Answers its id where lessons open over time. */
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

/** Enrolments for which a lesson opens later, of one person or of all: the hour may be another one by now. */
async function waitingFor(em: EntityManager, contactId: string | null): Promise<string[]> {
  const rows: { id: string }[] = await em.query(
    `select w.owner_id as id from wait w where w.owner_kind = 'enrolment' and ($1::uuid is null or w.contact_id = $1)`,
    [contactId],
  );
  return rows.map((row) => row.id);
}

/**
 * Whom a changed outline concerns: those for whom lessons may open later, those for whom nothing is left to do, and, where
 * lessons were added, everyone who can open the course.
 */
async function concernedBy(em: EntityManager, { courseId, addedLessonIds }: OutboxEntry['event']['data']): Promise<string[]> {
  const grew = Array.isArray(addedLessonIds) && addedLessonIds.length > 0;
  const rows: { id: string }[] = await em.query(
    `select e.id from enrolment e join product p on p.id = e.course_id
       join access a on a.contact_id = e.contact_id and a.product_id = e.course_id
      where e.course_id = $1 and a.open and ($2 or ${drips} or (e.completed_at is null and e.progress_percent = 100)
         or exists (select from wait w where w.owner_kind = 'enrolment' and w.owner_id = e.id))`,
    [courseId, grew],
  );
  return rows.map((row) => row.id);
}
