import { Enrolment, type Tenancy } from '@perennial/db';
import type { Cause, EventLog } from '../platform/event-log.js';

/** How far someone is in a course. */
export interface CourseProgress {
  readonly percent: number;
  readonly complete: boolean;
  readonly courseTitle: string;
}

/** Writes who learns what and how far they are. All in the open scope. */
export class Enrolments {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
  ) {}

  /** The enrolment of a contact in a course; made now if they have none. It outlives memberships. */
  async enrol(contactId: string, courseId: string, at: Date): Promise<Enrolment> {
    await this.tenancy.em.query(
      'insert into enrolment (contact_id, course_id, enrolled_at) values ($1, $2, $3) on conflict do nothing',
      [contactId, courseId, at],
    );
    return this.tenancy.repo(Enrolment).findOneByOrFail({ contactId, courseId });
  }

  /** How much of a course is done, as its lessons are now. */
  async progress({ id, courseId }: Pick<Enrolment, 'id' | 'courseId'>): Promise<CourseProgress> {
    const row = await this.tenancy.row<{ done: number; total: number; courseTitle: string }>(
      `${countLessons} select coalesce(done, 0)::int as done, coalesce(total, 0)::int as total, p.title as "courseTitle"
         from product p left join counted on counted.enrolment_id = $2 where p.id = $1`,
      [courseId, id],
    );
    const { done, total, courseTitle } = row ?? { done: 0, total: 0, courseTitle: '' };
    return { percent: total === 0 ? 0 : Math.floor((100 * done) / total), complete: total > 0 && done === total, courseTitle };
  }

  /** Writes down how much of a course is done, and tells its completion, once. A course that was completed stays so. */
  async settle(enrolmentId: string, now: Date, cause: Cause | null): Promise<CourseProgress> {
    const enrolment = await this.tenancy
      .repo(Enrolment)
      .findOneOrFail({ where: { id: enrolmentId }, lock: { mode: 'pessimistic_write' } });
    const progress = await this.progress(enrolment);
    const { contactId, courseId, completedAt } = enrolment;
    await this.tenancy
      .repo(Enrolment)
      .update(
        { id: enrolmentId },
        { progressPercent: progress.percent, completedAt: completedAt ?? (progress.complete ? now : null) },
      );
    if (progress.complete && !completedAt)
      await this.events.record({
        type: 'course.completed',
        contactId,
        occurredAt: now,
        cause,
        key: `enrolment:${enrolmentId}:completed`,
        data: { courseId, courseTitle: progress.courseTitle },
      });
    return progress;
  }

  /** Adds up the percentages of everyone in a course, after its lessons changed. */
  async recount(courseId: string): Promise<void> {
    await this.tenancy.em.query(
      `${countLessons} update enrolment e set progress_percent = case when total = 0 then 0 else 100 * done / total end
         from counted where counted.enrolment_id = e.id`,
      [courseId],
    );
  }
}

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
