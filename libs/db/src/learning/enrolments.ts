import type { Cause, EventLog } from '../events/event-log.js';
import type { Tenancy } from '../tenancy/tenancy.js';
import { Enrolment } from './course.entity.js';

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

  /** Adds up what is done of a course and tells its completion, once. Returns the percentage. */
  async settle(enrolmentId: string, now: Date, cause: Cause | null): Promise<number> {
    const enrolment = await this.tenancy
      .repo(Enrolment)
      .findOneOrFail({ where: { id: enrolmentId }, lock: { mode: 'pessimistic_write' } });
    const counted = await this.tenancy.row<{ done: number; total: number; title: string }>(
      `${countLessons} select coalesce(done, 0)::int as done, coalesce(total, 0)::int as total, p.title
         from product p left join counted on counted.enrolment_id = $2 where p.id = $1`,
      [enrolment.courseId, enrolmentId],
    );
    const { done, total, title } = counted ?? { done: 0, total: 0, title: '' };
    const complete = total > 0 && done === total;
    const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
    const { contactId, courseId } = enrolment;
    await this.tenancy
      .repo(Enrolment)
      .update({ id: enrolmentId }, { progressPercent: percent, completedAt: enrolment.completedAt ?? (complete ? now : null) });
    if (complete && !enrolment.completedAt)
      await this.events.record({
        type: 'course.completed',
        contactId,
        occurredAt: now,
        cause,
        key: `enrolment:${enrolmentId}:completed`,
        data: { courseId, courseTitle: title },
      });
    return percent;
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
